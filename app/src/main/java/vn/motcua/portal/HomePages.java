package vn.motcua.portal;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.identity.PermitAll;

/** Where one arrives: one question, a box to track, life events, this month's figures. */
@Controller
@PermitAll
class HomePages {

    private final Catalog catalog;

    HomePages(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/")
    ModelAndView home() {
        List<LifeEvent> events = LifeEvent.of(catalog.search("", null).stream()
                .map(p -> catalog.current(p.code()))
                .flatMap(p -> p.map(Procedure::lifeEvent).stream())
                .toList());
        return new ModelAndView("portal/home").addObject("events", events);
    }
}
