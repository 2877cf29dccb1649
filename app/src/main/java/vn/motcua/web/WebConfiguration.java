package vn.motcua.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.motcua.shared.Problem;

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
        resolvers.add(argument(Page.class, pages::of));
        resolvers.add(argument(Flash.class, SeeOther::flash));
    }

    private static <T> HandlerMethodArgumentResolver argument(Class<T> type, Function<HttpServletRequest, T> value) {
        return new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == type;
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest request,
                    @Nullable WebDataBinderFactory binders) {
                return Objects.requireNonNull(
                        value.apply(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class))));
            }
        };
    }

    /** A form sent without its parts never comes to a handler that reads parts. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                if (handler instanceof HandlerMethod method
                        && !(request instanceof MultipartRequest)
                        && Arrays.stream(method.getMethodParameters())
                                .anyMatch(p -> MultipartRequest.class.isAssignableFrom(p.getParameterType()))) {
                    throw new MultipartException("not in parts");
                }
                return true;
            }
        });
    }

    @Bean
    ErrorViewResolver errorPages() {
        return (request, status, model) -> {
            Page asked = pages.of(request);
            Visitor visitor = asked.visitor();
            boolean ofDesk = asked.under("/lam-viec") || asked.under("/quan-tri");
            boolean dossierOfDesk = ofDesk && asked.path().startsWith("/lam-viec/ho-so/");
            ModelAndView page = new ModelAndView("error/page");
            page.setStatus(status);
            page.addObject("kind", kind(status));
            if (dossierOfDesk && kind(status).equals("404")) {
                page.addObject("text", Problem.of("web.error.404.dossier"));
            } else if (visitor != null && kind(status).equals("403")) {
                page.addObject(
                        "text", Problem.of(visitor.officer() ? "web.error.403.officer" : "web.error.403.citizen"));
            }
            page.addObject("back", back(request));
            page.addObject("desk", ofDesk && (visitor == null || visitor.officer()));
            return page;
        };
    }

    /** The registration with the servlet container: none, since the gate stands among the filters of security. */
    @Bean
    FilterRegistrationBean<RequestGate> gateAmongTheFiltersOfSecurity(RequestGate gate) {
        FilterRegistrationBean<RequestGate> registration = new FilterRegistrationBean<>(gate);
        registration.setEnabled(false);
        return registration;
    }

    /** Path and query of the page of ours that this request was sent from; empty when it did not come from one. */
    static String back(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        if (referer == null) {
            return "";
        }
        try {
            URI page = new URI(referer);
            String path = page.getRawPath();
            if (!request.getServerName().equals(page.getHost())
                    || path == null
                    || !path.startsWith("/")
                    || path.startsWith("//")) {
                return "";
            }
            return page.getRawQuery() == null ? path : path + "?" + page.getRawQuery();
        } catch (URISyntaxException notOurs) {
            return "";
        }
    }

    /** Which of the error texts fits: what a person can do differs between these, and no further. */
    private static String kind(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND, METHOD_NOT_ALLOWED, GONE -> "404";
            case UNAUTHORIZED, FORBIDDEN -> "403";
            case CONFLICT, PRECONDITION_FAILED -> "409";
            case CONTENT_TOO_LARGE -> "413";
            case TOO_MANY_REQUESTS -> "429";
            default -> status.is4xxClientError() ? "400" : "500";
        };
    }
}
