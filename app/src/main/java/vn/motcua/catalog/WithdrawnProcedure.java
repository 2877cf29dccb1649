package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.List;

/**
 * A procedure that was in force once and is no more.
 *
 * @param name what people called it
 * @param since first day without it
 * @param replacedBy what is in force today and says that it takes its place
 */
public record WithdrawnProcedure(String code, String name, LocalDate since, List<Procedure> replacedBy) {

    public WithdrawnProcedure {
        replacedBy = List.copyOf(replacedBy);
    }
}
