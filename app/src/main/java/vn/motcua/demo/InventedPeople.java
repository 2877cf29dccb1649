package vn.motcua.demo;

import java.util.List;
import java.util.random.RandomGenerator;
import vn.motcua.dossier.ApplicantDetails;

/** People who plainly do not exist. */
final class InventedPeople {

    private static final List<String> SURNAMES =
            List.of("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô");
    private static final List<String> MIDDLE = List.of("Thị", "Văn", "Thị Thử", "Văn Thử", "Minh", "Thị Ví");
    private static final List<String> GIVEN =
            List.of("Mẫu", "Ví Dụ", "Minh Họa", "Giả Định", "Thí Dụ", "Làm Thử", "Trình Diễn", "Tưởng Tượng");
    private static final List<String> STREETS =
            List.of("phố Mẫu", "phố Ví Dụ", "ngõ Minh Họa", "đường Giả Định", "ngách Thí Dụ");

    private final RandomGenerator random;

    InventedPeople(RandomGenerator random) {
        this.random = random;
    }

    String name() {
        return pick(SURNAMES) + " " + pick(MIDDLE) + " " + pick(GIVEN);
    }

    ApplicantDetails applicant(String place) {
        return new ApplicantDetails(
                ApplicantDetails.Kind.CITIZEN,
                name(),
                "0990000%05d".formatted(random.nextInt(100_000)),
                "09000%05d".formatted(random.nextInt(100_000)),
                null,
                "số %d %s, %s".formatted(1 + random.nextInt(200), pick(STREETS), place));
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
