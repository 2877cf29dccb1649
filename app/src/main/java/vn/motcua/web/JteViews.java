package vn.motcua.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Draws the view {@code portal/home} by the template {@code portal/home.jte}, compiled by the build. The page is drawn
 * to memory first, so that a failing template becomes an error page and not half a page.
 */
@Component
final class JteViews implements ViewResolver, Ordered {

    private final TemplateEngine templates;
    private final Pages pages;

    JteViews(Pages pages) {
        this.templates = TemplateEngine.createPrecompiled(
                null, ContentType.Html, JteViews.class.getClassLoader(), "vn.motcua.templates");
        this.pages = pages;
    }

    @Override
    public @Nullable View resolveViewName(String viewName, Locale locale) {
        String template = viewName + ".jte";
        return templates.hasTemplate(template) ? new JteView(template) : null;
    }

    View page(String name) {
        return new JteView(name + ".jte");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private final class JteView implements View {
        private final String template;

        JteView(String template) {
            this.template = template;
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            Map<String, Object> values = new HashMap<>();
            if (model != null) {
                values.putAll(model);
            }
            values.put("page", pages.of(request));
            Utf8ByteOutput output = new Utf8ByteOutput();
            templates.render(template, values, output);
            response.setContentType("text/html;charset=UTF-8");
            response.setContentLength(output.getContentLength());
            output.writeTo(response.getOutputStream());
        }
    }
}
