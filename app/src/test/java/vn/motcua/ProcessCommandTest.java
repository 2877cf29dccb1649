package vn.motcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.motcua.process.TaskForm;

class ProcessCommandTest {

    @TempDir
    Path folder = Path.of("");

    private record Said(int code, String text) {}

    @Test
    void a_process_of_the_catalog_is_valid_and_ends_with_0() throws Exception {
        assertThat(run("validate", birth())).isEqualTo(new Said(0, "Đạt: không có lỗi nào.\n"));
    }

    @Test
    void problems_are_listed_with_their_lines_and_end_with_1() throws Exception {
        Path broken = folder.resolve("broken.bpmn");
        Files.writeString(
                broken,
                Files.readString(Path.of(birth()))
                        .replace("motcua:allowance=\"60\"", "motcua:allowance=\"soon\"")
                        .replace("<bpmn:definitions ", "<bpmn:definitions xmlns:z=\"urn:z\" ")
                        .replace("<bpmn:userTask id=\"sign\"", "<bpmn:userTask z:form=\"1\" id=\"sign\""));

        Said said = run("validate", broken.toString(), "--lang", "en");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text().lines())
                .startsWith("Not valid: 2 problems.")
                .contains(
                        "  Line 7: “Kiểm tra, số hóa giấy tờ và chuyển hồ sơ” (forward) has the allowance “soon”; it must"
                                + " be a number of working minutes above 0.");
    }

    @Test
    void a_form_of_a_step_that_cannot_be_asked_is_a_problem_whatever_procedure_the_process_is_of() throws Exception {
        Path asking = folder.resolve("asking.bpmn");
        Files.writeString(
                asking,
                TaskForm.within(
                        Files.readString(Path.of(birth())),
                        new TaskForm("inspection", "{\"type\": \"object\", \"properties\": {}}", "{\"pages\": []}")));

        Said said = run("validate", asking.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("Biểu mẫu “inspection” trong tệp quy trình sai");
    }

    @Test
    void what_is_meant_for_other_systems_is_listed_and_does_no_harm() throws Exception {
        Path foreign = folder.resolve("foreign.bpmn");
        Files.writeString(
                foreign,
                Files.readString(Path.of(birth()))
                        .replace("<bpmn:definitions ", "<bpmn:definitions xmlns:z=\"urn:z\" ")
                        .replace("<bpmn:userTask id=\"sign\"", "<bpmn:userTask z:form=\"1\" id=\"sign\""));

        Said said = run("validate", foreign.toString());

        assertThat(said.code()).isZero();
        assertThat(said.text())
                .contains("Dành cho hệ thống khác, không có tác dụng ở đây (1):\n  Dòng ")
                .contains("“Ký Giấy khai sinh” (sign) có “z:form”");
    }

    @Test
    void every_path_is_told_with_its_steps_in_columns_and_the_time_of_each_unit() throws Exception {
        Said said = run("simulate", birth());

        assertThat(said.code()).isZero();
        assertThat(said.text()).contains("""
                Đường 3: REFUSED
                  Bước                                                 Bộ phận      Bắt đầu      Phút
                  Kiểm tra, số hóa giấy tờ và chuyển hồ sơ             one-stop           0        60
                  Thẩm tra hồ sơ, đối chiếu dữ liệu hộ tịch và dân cư  justice           60       120
                  Duyệt đề nghị từ chối                                leadership       180        90
                  Lập Phiếu từ chối (mẫu 03) và gửi người nộp          one-stop         270        60
                  Rẽ: Thẩm tra: đủ điều kiện? → Không đủ điều kiện; Đồng ý từ chối? → Đồng ý
                  Theo bộ phận: justice 120; leadership 90; one-stop 120
                  Tới khi có kết quả: 330 phút (0,69 ngày làm việc)
                  Tổng: 330 phút (0,69 ngày làm việc)
                """);
        assertThat(said.text()).contains("Đường dài nhất không quay lại, tới khi có kết quả: 450 phút");
    }

    @Test
    void a_path_longer_than_the_term_ends_with_1_and_names_the_step_at_which_the_term_runs_out() throws Exception {
        assertThat(run("simulate", birth(), "--term", "1 ngày làm việc").code()).isZero();

        Said late = run("simulate", birth(), "--lang=en", "--term", "7 working hours");

        assertThat(late.code()).isEqualTo(1);
        assertThat(late.text()).contains("Path 1: RETURNED · BEYOND THE TERM");
        assertThat(late.text()).contains("the term runs out at “Đóng dấu, lưu bản điện tử, chuyển về một cửa” (stamp)");
        assertThat(run("validate", birth(), "--term", "420").code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "10 working days, 4800",
        "10 ngày làm việc, 4800",
        "0 ngày làm việc, 480",
        "8 giờ làm việc, 480",
        "15 days, 4800",
        "15 ngày, 4800",
        "20 ngày, 6720",
        "1 tháng, 9600",
        "90, 90",
        "90 phút, 90"
    })
    void a_term_is_given_as_the_law_words_it_or_in_working_minutes(String text, int minutes) {
        assertThat(ProcessCommand.minutes(text)).hasValue(minutes);
    }

    @Test
    void a_file_is_read_as_its_first_bytes_say() throws Exception {
        String birth = Files.readString(Path.of(birth()));
        Path marked = Files.writeString(folder.resolve("marked.bpmn"), "\uFEFF" + birth);
        Path wide = Files.writeString(folder.resolve("wide.bpmn"), birth, StandardCharsets.UTF_16);

        assertThat(run("validate", marked.toString()).code()).isZero();
        assertThat(run("validate", wide.toString()).code()).isZero();
    }

    @Test
    void a_file_without_end_is_not_read_to_its_end() throws Exception {
        Path large = Files.write(folder.resolve("large.bpmn"), new byte[4_000_001]);

        assertThat(run("validate", large.toString(), "--lang", "en"))
                .isEqualTo(new Said(1, "The file " + large + " is larger than 4 MB and can be no process.\n"));
    }

    @Test
    void what_is_not_understood_is_said_and_ends_with_1() throws Exception {
        assertThat(run("validate").text()).startsWith("Cách dùng: ");
        assertThat(run("validate").code()).isEqualTo(1);
        assertThat(run("simulate", birth(), "--term", "soon").text()).startsWith("Không hiểu thời hạn “soon”.");
        assertThat(run("validate", "/nowhere.bpmn", "--lang", "en"))
                .isEqualTo(new Said(1, "The file /nowhere.bpmn cannot be read.\n"));
    }

    private static Said run(String... args) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int code;
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            code = ProcessCommand.run(List.of(args), out);
        }
        return new Said(code, bytes.toString(StandardCharsets.UTF_8));
    }

    private static String birth() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ProcessCommandTest.class.getResource("/catalog/1.001193/process.bpmn"))
                        .toURI())
                .toString();
    }
}
