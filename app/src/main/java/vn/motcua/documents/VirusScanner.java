package vn.motcua.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks clamd about a file by its INSTREAM command; answers "clean" where no socket is configured. */
@Component
class VirusScanner {

    private static final int CHUNK = 64 * 1024;

    private final @Nullable Path socket;

    VirusScanner(FileRules.Scanner settings) {
        String path = settings.socket();
        this.socket = path == null || path.isBlank() ? null : Path.of(path);
    }

    /** @throws UncheckedIOException when the scanner is configured and cannot be asked: nothing unscanned is let in */
    boolean isInfected(byte[] content) {
        if (socket == null) {
            return false;
        }
        String answer;
        try {
            answer = ask(socket, content);
        } catch (IOException e) {
            throw new UncheckedIOException("virus scanner does not answer", e);
        }
        if (answer.endsWith("FOUND")) {
            return true;
        }
        if (answer.endsWith("OK")) {
            return false;
        }
        throw new UncheckedIOException(new IOException("virus scanner says: " + answer));
    }

    private static String ask(Path socket, byte[] content) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            write(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            for (int from = 0; from < content.length; from += CHUNK) {
                int length = Math.min(CHUNK, content.length - from);
                write(channel, ByteBuffer.allocate(4).putInt(length).flip());
                write(channel, ByteBuffer.wrap(content, from, length));
            }
            write(channel, ByteBuffer.allocate(4));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // clamd closes the connection after its one answer
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)
                    .replace("\0", "")
                    .strip();
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
