package vn.motcua.documents;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an authority takes in ({@code motcua.files.*}).
 *
 * @param types accepted kinds of file
 * @param maxSize of one file
 */
@ConfigurationProperties("motcua.files")
record FileRules(
        @DefaultValue({"pdf", "jpeg", "png", "docx", "xlsx"})
        List<FileType> types,

        @DefaultValue("20MB") DataSize maxSize) {

    FileRules {
        types = List.copyOf(types);
    }

    String typeNames() {
        return types.stream().map(FileType::name).collect(Collectors.joining(", "));
    }

    /**
     * The virus scanner ({@code motcua.clamav.*}).
     *
     * @param socket path of clamd's Unix socket; files are not scanned where there is none
     */
    @ConfigurationProperties("motcua.clamav")
    record Scanner(@Nullable String socket) {}
}
