package vn.motcua.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.MotCuaTest;

@MotCuaTest
class FilesTest {

    @Autowired
    Files files;

    @Autowired
    JdbcClient jdbc;

    static Stream<Arguments> refused() throws IOException {
        byte[] pdf = pdf(null);
        byte[] jpeg = image("jpg");
        byte[] png = image("png");
        byte[] docx = office("word/document.xml");
        return Stream.of(
                Arguments.of("trong.pdf", new byte[0], "documents.empty"),
                Arguments.of("to.pdf", new byte[20 * 1024 * 1024 + 1], "documents.too-large"),
                Arguments.of("chay.exe", "MZ\u0090".getBytes(StandardCharsets.ISO_8859_1), "documents.wrong-type"),
                Arguments.of("chay.pdf", "#!/bin/sh\necho".getBytes(StandardCharsets.UTF_8), "documents.wrong-type"),
                Arguments.of("trang.pdf", "<html><script>".getBytes(StandardCharsets.UTF_8), "documents.wrong-type"),
                Arguments.of("anh.pdf", jpeg, "documents.wrong-type"),
                Arguments.of("ve.dwg", "AC1032".getBytes(StandardCharsets.UTF_8), "documents.wrong-type"),
                Arguments.of("nen.docx", office("gi-do.txt"), "documents.wrong-type"),
                Arguments.of("macro.docx", office("word/vbaProject.bin"), "documents.wrong-type"),
                Arguments.of("hong.pdf", "%PDF-1.7\nkhông còn gì".getBytes(StandardCharsets.UTF_8), "documents.broken"),
                Arguments.of("hong.jpg", Arrays.copyOf(jpeg, jpeg.length / 2), "documents.broken"),
                Arguments.of("hong.png", Arrays.copyOf(png, png.length / 2), "documents.broken"),
                Arguments.of("hong.docx", Arrays.copyOf(docx, docx.length - 30), "documents.broken"),
                Arguments.of("dut.pdf", Arrays.copyOf(pdf, pdf.length - 40), "documents.broken"),
                Arguments.of("nhieu.jpg", sized(jpeg, 0xC0, 8000, 8000), "documents.too-detailed"),
                Arguments.of("dan.jpg", sized(jpeg, 0xC2, 6000, 5000), "documents.too-detailed"),
                Arguments.of("IMG_0001.HEIC", heic(), "documents.heic"),
                Arguments.of("no.docx", unfolding("word/document.xml", 250), "documents.broken"),
                Arguments.of("khoa.pdf", pdf("mật khẩu"), "documents.encrypted"),
                Arguments.of("khoa.xlsx", lockedOffice(), "documents.encrypted"));
    }

    @ParameterizedTest(name = "{0} → {2}")
    @MethodSource("refused")
    void a_file_that_cannot_be_used_is_refused_by_name(String name, byte[] content, String code) {
        Result<StoredFile> result = files.store(name, content);

        assertThat(result).isInstanceOfSatisfying(Result.Refused.class, r -> {
            Problem problem = (Problem) r.problems().getFirst();
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.args().getFirst()).isEqualTo(name);
        });
    }

    @Test
    void a_pdf_is_refused_even_when_its_password_is_only_the_owners() throws IOException {
        assertThat(files.store("khoa.pdf", pdf("")))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        r -> assertThat(((Problem) r.problems().getFirst()).code())
                                .isEqualTo("documents.encrypted"));
    }

    @Test
    void a_small_pdf_that_unfolds_to_hundreds_of_megabytes_costs_hardly_more_than_its_size() throws IOException {
        byte[] drawn = unfoldingPdf("/Length 1");
        byte[] tables = unfoldingPdf("/Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R");

        assertThat(allocatedBy(() -> files.store("ve.pdf", drawn).orElseThrow()))
                .as("bytes, for a drawing of %d", UNFOLDED)
                .isLessThan(UNFOLDED / 10L);
        assertThat(allocatedBy(() -> files.store("bang.pdf", tables)))
                .as("bytes, for tables of %d", UNFOLDED)
                .isLessThan(UNFOLDED / 10L);
    }

    @Test
    void a_pdf_whose_drawing_was_damaged_on_its_way_is_refused() throws IOException {
        byte[] damaged = unfoldingPdf("/Length 1");
        int early = damaged.length / 20;
        Arrays.fill(damaged, early, early + 64, (byte) 0xA5);

        assertThat(files.store("hong.pdf", damaged))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        r -> assertThat(((Problem) r.problems().getFirst()).code())
                                .isEqualTo("documents.broken"));
    }

    @Test
    void a_photo_of_a_phone_within_the_limits_is_stored() throws IOException {
        assertThat(files.store("a.jpg", sized(image("jpg"), 0xC0, 8000, 6000))).isInstanceOf(Result.Done.class);
    }

    @Test
    void what_was_stored_is_read_back_unchanged_with_its_real_type() throws IOException {
        byte[] content = image("jpg");

        StoredFile stored =
                files.store("C:\\Ảnh chụp\\Giấy khai sinh.JPG", content).orElseThrow();

        assertThat(stored.name()).isEqualTo("Giấy khai sinh.JPG");
        assertThat(stored.mediaType()).isEqualTo("image/jpeg");
        assertThat(stored.size()).isEqualTo(content.length);
        assertThat(files.info(stored.id())).isEqualTo(stored);
        assertThat(files.content(stored.id())).isEqualTo(content);
    }

    @Test
    void every_accepted_kind_is_stored() throws IOException {
        assertThat(files.store("a.pdf", pdf(null)).orElseThrow().mediaType()).isEqualTo("application/pdf");
        assertThat(files.store("a.png", image("png")).orElseThrow().mediaType()).isEqualTo("image/png");
        assertThat(files.store("a.docx", office("word/document.xml"))
                        .orElseThrow()
                        .mediaType())
                .endsWith("wordprocessingml.document");
        assertThat(files.store("a.xlsx", office("xl/workbook.xml"))
                        .orElseThrow()
                        .mediaType())
                .endsWith("spreadsheetml.sheet");
    }

    @Test
    void the_same_content_is_kept_once_under_each_name_it_came_with() throws IOException {
        byte[] content = image("png");

        StoredFile first = files.store("một.png", content).orElseThrow();
        StoredFile second = files.store("hai.png", content).orElseThrow();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.name()).isEqualTo("hai.png");
        assertThat(jdbc.sql("SELECT count(*) FROM documents.blob WHERE encode(sha256, 'hex') = :sha")
                        .param("sha", first.sha256())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_stored_file_is_never_changed() throws IOException {
        StoredFile stored = files.store("a.png", image("png")).orElseThrow();

        for (String sql : new String[] {
            "UPDATE documents.file SET name = 'b' WHERE id = :id",
            "DELETE FROM documents.file WHERE id = :id",
            "UPDATE documents.blob SET content = '' WHERE :id > 0"
        }) {
            assertThatThrownBy(
                            () -> jdbc.sql(sql).param("id", stored.id().value()).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ../../etc/passwd                | passwd
                    C:\\Users\\a\\Đơn xin.pdf       | Đơn xin.pdf
                    Giấy tờ nhà đất.pdf             | Giấy tờ nhà đất.pdf
                    ..pdf                           | pdf
                    a<b>:"c"?*.png                  | abc.png
                    """)
    void a_name_keeps_its_vietnamese_letters_and_loses_what_is_unsafe(String name, String clean) {
        assertThat(FileName.clean(name)).isEqualTo(clean);
    }

    @Test
    void a_name_loses_hidden_characters_and_is_shortened_before_its_ending() {
        assertThat(FileName.clean("gpj.\u202Eđơn\u0000\n.pdf")).isEqualTo("gpj.đơn.pdf");
        assertThat(FileName.clean("Đo\u031Bn.pdf")).isEqualTo("Đơn.pdf");
        assertThat(FileName.clean("ế".repeat(300) + ".pdf")).hasSize(80).endsWith("ế.pdf");
    }

    @Test
    void a_file_without_ending_gets_that_of_its_content() throws IOException {
        assertThat(files.store("giay-to", image("jpg")).orElseThrow().name()).isEqualTo("giay-to.jpg");
    }

    @Test
    void the_virus_scanner_is_sent_the_whole_file_and_believed(@TempDir Path folder) throws Exception {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);

        assertThat(scan(folder.resolve("a"), content, "stream: OK\0")).isFalse();
        assertThat(scan(folder.resolve("b"), content, "stream: Win.Test.EICAR_HDB-1 FOUND\0"))
                .isTrue();
        assertThatThrownBy(() -> scan(folder.resolve("c"), content, "INSTREAM size limit exceeded. ERROR\0"))
                .hasMessageContaining("size limit");
        assertThatThrownBy(() -> new VirusScanner(
                                new FileRules.Scanner(folder.resolve("none").toString()))
                        .isInfected(content))
                .hasMessageContaining("does not answer");
        assertThat(new VirusScanner(new FileRules.Scanner(null)).isInfected(content))
                .isFalse();
    }

    private static boolean scan(Path socket, byte[] content, String answer) throws Exception {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread clamd = Thread.ofVirtual().start(() -> {
                try (SocketChannel client = server.accept()) {
                    read(client, 10);
                    for (int n = read(client, 4).getInt();
                            n > 0;
                            n = read(client, 4).getInt()) {
                        received.write(read(client, n).array());
                    }
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            boolean infected = new VirusScanner(new FileRules.Scanner(socket.toString())).isInfected(content);
            clamd.join();
            assertThat(received.toByteArray()).isEqualTo(content);
            return infected;
        }
    }

    private static ByteBuffer read(SocketChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full
        }
        return buffer.flip();
    }

    private static byte[] pdf(@org.jspecify.annotations.Nullable String password) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            if (password != null) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] image(String format) throws IOException {
        BufferedImage image = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 120; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static final int UNFOLDED = 400 << 20;

    /** A PDF with a drawing and a stream of that dictionary, both unfolding to much more than they are. */
    private static byte[] unfoldingPdf(String dictionary) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("""
                %PDF-1.7
                1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
                2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
                3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >> endobj
                """.getBytes(StandardCharsets.US_ASCII));
        int stream = out.size();
        out.writeBytes(("4 0 obj << " + dictionary + " /Filter /FlateDecode >>\nstream\n")
                .getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream folded = new DeflaterOutputStream(out)) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < UNFOLDED >> 20; i++) {
                folded.write(blanks);
            }
        }
        out.writeBytes(("\nendstream endobj\ntrailer << /Root 1 0 R /Size 5 >>\nstartxref\n" + stream + "\n%%EOF\n")
                .getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static long allocatedBy(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** The image with another size, and another way of drawing, in its header alone. */
    private static byte[] sized(byte[] jpeg, int marker, int width, int height) {
        byte[] changed = jpeg.clone();
        for (int i = 0; i < changed.length - 9; i++) {
            if ((changed[i] & 0xFF) == 0xFF && (changed[i + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(changed)
                        .put(i + 1, (byte) marker)
                        .putShort(i + 5, (short) height)
                        .putShort(i + 7, (short) width);
                return changed;
            }
        }
        throw new AssertionError("no header");
    }

    private static byte[] heic() {
        return ByteBuffer.allocate(64)
                .putInt(24)
                .put("ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] unfolding(String part, int megabytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.putNextEntry(new ZipEntry(part));
            for (int i = 0; i < megabytes; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] office(String part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"[Content_Types].xml", "_rels/.rels", part}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("<x/>".getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** The start of an OLE container with the directory entry Office gives a document that has a password. */
    private static byte[] lockedOffice() {
        byte[] content = new byte[4096];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, content, 0, magic.length);
        byte[] entry = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(entry, 0, content, 1024, entry.length);
        return content;
    }
}
