package vn.motcua.admin;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.CatalogShelf;
import vn.motcua.catalog.ProcedureDrafts;

/** Tells who comes to a draft that is no more; what they were about to save is shown, to be taken along. */
@ControllerAdvice(assignableTypes = {CatalogDraftPages.class, CatalogFactPages.class, CatalogFormPages.class})
class CatalogGonePages {

    private final CatalogShelf shelf;

    CatalogGonePages(CatalogShelf shelf) {
        this.shelf = shelf;
    }

    @ExceptionHandler
    ModelAndView gone(DraftGone gone) {
        String back = shelf.versions(gone.code()).isEmpty() ? "" : gone.code();
        if (gone.typed().isEmpty()) {
            return CatalogPages.to(back + "?da=khong-con");
        }
        ModelAndView page = new ModelAndView("admin/catalogGone")
                .addObject("back", CatalogPages.ROOT + (back.isEmpty() ? "" : "/" + back))
                .addObject("code", gone.code())
                .addObject(
                        "names",
                        ProcedureDrafts.fileNames(gone.typed()).stream()
                                .filter(name ->
                                        !gone.typed().getOrDefault(name, "").isBlank())
                                .toList())
                .addObject("files", gone.typed());
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
