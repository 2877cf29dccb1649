package vn.motcua.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import vn.motcua.shared.Problem;

/** A problem told in English that quotes Vietnamese words, each marked with its language for whoever reads aloud. */
record Quoting(Page page, Problem problem) implements Content {

    // of the private use area of Unicode: no text and nobody's words contain them
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';

    @Override
    public void writeTo(TemplateOutput output) {
        String text = page.problem(problem, Quoting::marked);
        int from = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, from)) {
            int end = text.indexOf(END, begin);
            output.writeUserContent(text.substring(from, begin));
            output.writeContent("<span lang=\"vi\">");
            output.writeUserContent(text.substring(begin + 1, end));
            output.writeContent("</span>");
            from = end + 1;
        }
        output.writeUserContent(text.substring(from));
    }

    private static String marked(String words) {
        String plain = words.replace(String.valueOf(BEGIN), "").replace(String.valueOf(END), "");
        return plain.chars().anyMatch(Character::isLetter) ? BEGIN + plain + END : plain;
    }
}
