package vn.motcua.admin;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;

/** Where an administrator begins: what there is to administer. */
@Controller
@Permit({
    Permission.SYSTEM_ADMIN,
    Permission.PROCESS_DESIGN,
    Permission.PROCESS_OPERATE,
    Permission.CATALOG_EDIT,
    Permission.CATALOG_PUBLISH
})
class AdminHomePages {

    @GetMapping("/quan-tri")
    ModelAndView home(Actor.Officer officer) {
        List<AdminPart> parts = new ArrayList<>();
        if (officer.may(Permission.CATALOG_EDIT) || officer.may(Permission.CATALOG_PUBLISH)) {
            parts.add(new AdminPart(CatalogPages.ROOT, "catalog", "file-text"));
        }
        if (officer.may(Permission.PROCESS_DESIGN)) {
            parts.add(new AdminPart(ProcessPages.ROOT, "processes", "route"));
        }
        if (officer.may(Permission.PROCESS_OPERATE)) {
            parts.add(new AdminPart(OperatorPages.ROOT, "operations", "refresh-cw"));
        }
        if (officer.may(Permission.SYSTEM_ADMIN)) {
            parts.add(new AdminPart(CalendarPages.ROOT, "calendars", "calendar"));
        }
        return new ModelAndView("admin/home").addObject("parts", List.copyOf(parts));
    }
}
