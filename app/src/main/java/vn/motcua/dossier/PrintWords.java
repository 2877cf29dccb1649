package vn.motcua.dossier;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Vietnam;

/** The words put on printed forms; these are Vietnamese, whatever language the screen is in. */
@Component
class PrintWords {

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    PrintWords() {
        messages.setBasenames("messages/dossier", "messages/payment");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
    }

    String t(String key, Object... args) {
        return messages.getMessage(key, args, Vietnam.LOCALE);
    }
}
