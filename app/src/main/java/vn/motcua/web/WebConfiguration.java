package vn.motcua.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Assets, the {@link Page} parameter of handler methods, and the pages that say what went wrong. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final Pages pages;

    WebConfiguration(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(Assets.ROOT + "**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == Page.class;
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest request,
                    @Nullable WebDataBinderFactory binders) {
                return pages.of(java.util.Objects.requireNonNull(
                        request.getNativeRequest(jakarta.servlet.http.HttpServletRequest.class)));
            }
        });
    }

    @Bean
    ErrorViewResolver errorPages() {
        return (request, status, model) -> {
            ModelAndView page = new ModelAndView("error/page");
            page.setStatus(status);
            page.addObject("kind", kind(status));
            page.addObject(
                    "desk",
                    pages.of(request).under("/lam-viec") || pages.of(request).under("/quan-tri"));
            return page;
        };
    }

    /** Which of the error texts fits: what a person can do differs between these, and no further. */
    private static String kind(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND, METHOD_NOT_ALLOWED, GONE -> "404";
            case UNAUTHORIZED, FORBIDDEN -> "403";
            case CONFLICT, PRECONDITION_FAILED -> "409";
            case CONTENT_TOO_LARGE -> "413";
            default -> status.is4xxClientError() ? "400" : "500";
        };
    }
}
