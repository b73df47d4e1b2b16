package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.gallery.closing.CancelByReset;
import dev.tcpunit.examples.gallery.closing.LeftInCloseWait;
import dev.tcpunit.examples.gallery.closing.LingerZero;
import dev.tcpunit.examples.gallery.closing.NeverClosed;
import dev.tcpunit.examples.gallery.closing.ResponseUnread;
import dev.tcpunit.examples.gallery.http.BodyAfterRefusal;
import dev.tcpunit.examples.gallery.network.ImpatientConnect;
import dev.tcpunit.examples.gallery.reuse.ClientPerImage;
import dev.tcpunit.examples.gallery.segments.BytePerWrite;
import dev.tcpunit.examples.gallery.segments.ChunkInThreeWrites;
import dev.tcpunit.examples.gallery.segments.HeadAndBodyApart;
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
        new LingerZero(),
        new ResponseUnread(),
        new CancelByReset(),
        new NeverClosed(),
        new LeftInCloseWait(),
        new ClientPerImage(),
        new ImpatientConnect(),
        new BodyAfterRefusal());
  }
}
