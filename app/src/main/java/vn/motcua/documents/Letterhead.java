package vn.motcua.documents;

import org.jspecify.annotations.Nullable;

/**
 * The upper left corner of an official letter, and where it is dated.
 *
 * @param agency the issuing agency, first line, for example "Ủy ban nhân dân quận Hoàng Mai"; printed in capitals
 * @param unit the issuing unit, second line and bold, for example "Bộ phận Tiếp nhận và Trả kết quả"; {@code null} when
 *     the agency itself issues the letter
 * @param place the place before the date, for example "Hoàng Mai"
 * @param number the letter's own number with its symbol, for example "123/TNHS"
 */
public record Letterhead(String agency, @Nullable String unit, String place, String number) {}
