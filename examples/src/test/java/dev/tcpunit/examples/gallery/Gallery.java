package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.gallery.closing.ClosedBeforeAnswer;
import dev.tcpunit.examples.gallery.closing.FtpDataReset;
import dev.tcpunit.examples.gallery.closing.LeftInCloseWait;
import dev.tcpunit.examples.gallery.closing.LingerZero;
import dev.tcpunit.examples.gallery.closing.NeverClosed;
import dev.tcpunit.examples.gallery.closing.NeverHalfClosed;
import dev.tcpunit.examples.gallery.closing.ResponseUnread;
import dev.tcpunit.examples.gallery.closing.WritesAfterServerClosed;
import dev.tcpunit.examples.gallery.delivery.CancelByReset;
import dev.tcpunit.examples.gallery.delivery.ContentLengthInCharacters;
import dev.tcpunit.examples.gallery.delivery.NeverFlushed;
import dev.tcpunit.examples.gallery.delivery.PartialWrite;
import dev.tcpunit.examples.gallery.http.Base64Body;
import dev.tcpunit.examples.gallery.http.BodyAfterRefusal;
import dev.tcpunit.examples.gallery.http.ContinueForEver;
import dev.tcpunit.examples.gallery.http.ImageSentForChallenge;
import dev.tcpunit.examples.gallery.http.NoExpect;
import dev.tcpunit.examples.gallery.http.RedirectedBody;
import dev.tcpunit.examples.gallery.http.RegionAskedFirst;
import dev.tcpunit.examples.gallery.http.RetryAtOnce;
import dev.tcpunit.examples.gallery.network.ImpatientConnect;
import dev.tcpunit.examples.gallery.network.ImpatientRead;
import dev.tcpunit.examples.gallery.network.PauseBetweenChunks;
import dev.tcpunit.examples.gallery.network.RetryStorm;
import dev.tcpunit.examples.gallery.reuse.ClientPerImage;
import dev.tcpunit.examples.gallery.reuse.ConnectionPerChunk;
import dev.tcpunit.examples.gallery.reuse.ConnectionPerThread;
import dev.tcpunit.examples.gallery.reuse.DisconnectEach;
import dev.tcpunit.examples.gallery.reuse.ErrorUnread;
import dev.tcpunit.examples.gallery.reuse.PostSentTwice;
import dev.tcpunit.examples.gallery.reuse.StalePooledConnection;
import dev.tcpunit.examples.gallery.reuse.WrongAddressFirst;
import dev.tcpunit.examples.gallery.segments.BodyWaitsForHead;
import dev.tcpunit.examples.gallery.segments.BytePerWrite;
import dev.tcpunit.examples.gallery.segments.ChunkInThreeWrites;
import dev.tcpunit.examples.gallery.segments.FlushPerPiece;
import dev.tcpunit.examples.gallery.segments.HeadAndBodyApart;
import dev.tcpunit.examples.gallery.segments.TinyChunks;
import dev.tcpunit.examples.gallery.segments.TlsRecordPerWrite;
import dev.tcpunit.examples.gallery.windows.TinyReceiveBuffer;
import java.util.List;

/** All bugs, in the order of the page. */
final class Gallery {
  private Gallery() {}

  /** New ones for each test, because some remember what their server has done. */
  static List<UploadBug> bugs() {
    return List.of(
        new HeadAndBodyApart(),
        new BytePerWrite(),
        new ChunkInThreeWrites(),
        new TinyChunks(),
        new FlushPerPiece(),
        new TlsRecordPerWrite(),
        new BodyWaitsForHead(),
        new ContentLengthInCharacters(),
        new NeverFlushed(),
        new PartialWrite(),
        new CancelByReset(),
        new LingerZero(),
        new ResponseUnread(),
        new ClosedBeforeAnswer(),
        new NeverHalfClosed(),
        new WritesAfterServerClosed(),
        new NeverClosed(),
        new LeftInCloseWait(),
        new FtpDataReset(),
        new WrongAddressFirst(),
        new ClientPerImage(),
        new ConnectionPerChunk(),
        new ConnectionPerThread(),
        new DisconnectEach(),
        new ErrorUnread(),
        new StalePooledConnection(),
        new PostSentTwice(),
        new TinyReceiveBuffer(),
        new ImpatientConnect(),
        new RetryStorm(),
        new PauseBetweenChunks(),
        new ImpatientRead(),
        new BodyAfterRefusal(),
        new NoExpect(),
        new ContinueForEver(),
        new ImageSentForChallenge(),
        new RedirectedBody(),
        new Base64Body(),
        new RetryAtOnce(),
        new RegionAskedFirst());
  }
}
