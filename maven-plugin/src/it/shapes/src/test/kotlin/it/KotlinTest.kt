package it

import dev.tcpunit.assertions.TcpAssertions.assertThat
import dev.tcpunit.junit.CaptureTcp
import dev.tcpunit.junit.TcpCapture
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import kotlin.concurrent.thread
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

@CaptureTcp
class KotlinTest {
    @Test
    fun `uploads a file, then ends`(capture: TcpCapture) {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { server ->
            val reading = thread { server.accept().use { it.getInputStream().readAllBytes() } }
            Socket(server.inetAddress, server.localPort).use { client ->
                client.getOutputStream().write(ByteArray(10_000))
                client.shutdownOutput()
                assertEquals(-1, client.getInputStream().read())
            }
            reading.join()
            assertThat(capture.connectionTo(server.localPort)).hasCompletedHandshake().hasCleanFin()
        }
    }

    @Test
    fun `compares, and fails`() {
        assertEquals("one", "two")
    }
}
