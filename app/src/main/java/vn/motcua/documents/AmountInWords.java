package vn.motcua.documents;

import java.util.ArrayList;
import java.util.List;
import vn.motcua.shared.Money;

/** Spells an amount in Vietnamese, as receipts must: 1.021.005 is "một triệu không trăm hai mươi mốt nghìn ...". */
final class AmountInWords {

    private static final String[] DIGITS = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
    private static final String[] GROUPS = {"", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ", "tỷ tỷ"};

    private AmountInWords() {}

    /** Begins with a capital and ends with the currency, for example "Tám nghìn đồng". */
    static String spell(Money amount) {
        if (amount.dong() < 0) {
            throw new IllegalArgumentException("negative amount: " + amount);
        }
        String words = amount.isZero() ? DIGITS[0] : String.join(" ", groups(amount.dong()));
        return words.substring(0, 1).toUpperCase(vn.motcua.shared.Vietnam.LOCALE) + words.substring(1) + " đồng";
    }

    private static List<String> groups(long number) {
        List<String> words = new ArrayList<>();
        boolean first = true;
        for (int group = GROUPS.length - 1; group >= 0; group--) {
            int value = (int) (number / (long) Math.pow(1000, group) % 1000);
            if (value > 0) {
                words.add(group(value, first));
                if (group > 0) {
                    words.add(GROUPS[group]);
                }
                first = false;
            }
        }
        return words;
    }

    /** @param first whether no higher group was spoken; later groups name their empty hundreds */
    private static String group(int value, boolean first) {
        int hundreds = value / 100;
        int tens = value / 10 % 10;
        int units = value % 10;
        List<String> words = new ArrayList<>();
        boolean withHundreds = hundreds > 0 || !first;
        if (withHundreds) {
            words.add(DIGITS[hundreds] + " trăm");
        }
        if (tens == 1) {
            words.add("mười");
        } else if (tens > 1) {
            words.add(DIGITS[tens] + " mươi");
        } else if (units > 0 && withHundreds) {
            words.add("linh");
        }
        if (units > 0) {
            words.add(unit(units, tens));
        }
        return String.join(" ", words);
    }

    private static String unit(int units, int tens) {
        if (units == 1 && tens > 1) {
            return "mốt";
        }
        if (units == 5 && tens > 0) {
            return "lăm";
        }
        return DIGITS[units];
    }
}
