package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.web.RequestGate;

/**
 * Who gets in, and how. The filters here only find out who makes a request; which handler is open to whom is said by
 * the annotations on the handlers and enforced by {@link PermissionCheck}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    static final int SIMULATOR_CHAIN = 10;
    private static final int BASIC_CHAIN = 20;
    private static final int MAIN_CHAIN = 30;

    static {
        // who makes a request is no parameter of the API
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Actor.class, Actor.Officer.class, Actor.Citizen.class, CitizenProfile.class);
    }

    /** Other systems and scripts sign in by HTTP Basic with every call; nothing is kept, so nothing can be forged. */
    @Bean
    @Order(BASIC_CHAIN)
    SecurityFilterChain basicForApi(HttpSecurity http, RequestGate gate, Refusals refusals) throws Exception {
        return http.securityMatcher(SecurityConfiguration::isBasicApiCall)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .csrf(csrf -> csrf.disable())
                .addFilterAfter(gate, SecurityContextHolderFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                // a browser that remembers a Basic password must not be made to use it by another site
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((who, call) -> new AuthorizationDecision(
                                !"cross-site".equals(call.getRequest().getHeader("Sec-Fetch-Site")))))
                .build();
    }

    @Bean
    @Order(MAIN_CHAIN)
    SecurityFilterChain main(
            HttpSecurity http,
            RequestGate gate,
            Refusals refusals,
            Arrivals arrivals,
            RequestCache cameFor,
            CsrfTokenRepository csrfTokens,
            CitizensProvider citizens,
            CurrentActor current)
            throws Exception {
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access((who, call) -> administers(who, call, current))
                        .anyRequest()
                        .permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .requireCsrfProtectionMatcher(SecurityConfiguration::canBeForged))
                .addFilterBefore(gate, CsrfFilter.class)
                .headers(headers -> headers.httpStrictTransportSecurity(https -> https.includeSubDomains(false)))
                .requestCache(cache -> cache.requestCache(cameFor))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .formLogin(form -> form.loginPage(SignInPages.PATH)
                        .usernameParameter(SignInPages.NAME)
                        .passwordParameter(SignInPages.PASSWORD)
                        .successHandler(arrivals)
                        .failureHandler(SignInPages::showFailure))
                .logout(out -> out.logoutUrl("/dang-xuat").logoutSuccessUrl("/").deleteCookies(SignedInMark.COOKIE));
        if (citizens.available()) {
            http.oauth2Login(login -> login.loginPage(SignInPages.PATH)
                    .clientRegistrationRepository(citizens)
                    .authorizedClientRepository(new NoTokensKept())
                    .authorizationEndpoint(start -> start.baseUri(CitizensProvider.START))
                    .redirectionEndpoint(end -> end.baseUri(CitizensProvider.RETURN))
                    .successHandler(arrivals)
                    .failureHandler(SignInPages::showProviderFailure));
        }
        return http.build();
    }

    @Bean
    RequestCache cameFor() {
        return new CookieRequestCache();
    }

    /** Kept by the browser, so that a visitor who only looks needs no session. */
    @Bean
    CsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("mc_csrf");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    @Bean
    WebMvcConfigurer permissionsOfHandlers(CurrentActor current, Refusals refusals, EndedSession ended) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PermissionCheck(current, refusals, ended))
                        .order(Integer.MIN_VALUE);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ActorArguments(current));
            }
        };
    }

    private static boolean isBasicApiCall(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return isApi(request)
                && authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith("basic ");
    }

    /** A call of the API without a session carries nothing that another site could abuse. */
    private static boolean canBeForged(HttpServletRequest request) {
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                && !(isApi(request) && request.getSession(false) == null);
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    private static AuthorizationDecision administers(
            Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext call, CurrentActor current) {
        return new AuthorizationDecision(
                current.signedIn() instanceof Actor.Officer officer && officer.may(Permission.SYSTEM_ADMIN));
    }
}
