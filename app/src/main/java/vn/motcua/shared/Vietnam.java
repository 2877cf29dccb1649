package vn.motcua.shared;

import java.time.ZoneId;
import java.util.Locale;

/** The one time zone and the first language of the system. */
public final class Vietnam {

    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    public static final Locale LOCALE = Locale.forLanguageTag("vi-VN");

    private Vietnam() {}
}
