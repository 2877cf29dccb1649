package vn.motcua.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** People who ask for a page get the error page, other systems at {@code /api/} get the problem as JSON. */
@Component
final class PageErrors implements HandlerExceptionResolver, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception why) {
        int status = status(why);
        if (status == 0 || request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            return null;
        }
        try {
            response.sendError(status);
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What whoever asked did wrong; 0 when it is no fault of theirs. */
    private static int status(Exception why) {
        return switch (why) {
            case ErrorResponse error -> error.getStatusCode().value();
            case MultipartException notInParts -> HttpStatus.BAD_REQUEST.value();
            default -> 0;
        };
    }
}
