package vn.motcua.portal;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.identity.PermitAll;

/** Tells search engines which pages there are, and which are nobody's to list. */
@Controller
@PermitAll
class SitemapPages {

    private static final String SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private static final List<String> PAGES = List.of("/", "/thu-tuc", "/tra-cuu", "/gop-y", "/thong-ke");

    /** Pages of one person, of officers, of a public screen, or of no content of their own. */
    private static final List<String> NOT_LISTED = List.of(
            "/ho-so",
            "/tra-cuu/",
            "/thu-tuc/*/nop",
            "/thu-tuc/*/dang-nhap",
            "/thu-tuc/goi-y",
            "/ki-ot",
            "/dang-nhap",
            "/lam-viec",
            "/quan-tri");

    private final Catalog catalog;
    private final PublicAddress addresses;

    SitemapPages(Catalog catalog, PublicAddress addresses) {
        this.catalog = catalog;
        this.addresses = addresses;
    }

    @GetMapping("/robots.txt")
    ResponseEntity<byte[]> robots() {
        StringBuilder lines = new StringBuilder("User-agent: *\n");
        NOT_LISTED.forEach(path -> lines.append("Disallow: ").append(path).append('\n'));
        lines.append("\nSitemap: ").append(addresses.of("/sitemap.xml")).append('\n');
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/sitemap.xml")
    ResponseEntity<byte[]> sitemap() throws XMLStreamException {
        var text = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("urlset");
        xml.writeDefaultNamespace(SITEMAP);
        xml.writeNamespace("xhtml", XHTML);
        for (String page : PAGES) {
            page(xml, addresses.of(page), null);
        }
        for (ProcedureSummary procedure : catalog.search("", null)) {
            page(xml, addresses.of("/thu-tuc/" + procedure.code()), procedure.validFrom());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void page(XMLStreamWriter xml, String address, @Nullable LocalDate changed)
            throws XMLStreamException {
        xml.writeStartElement("url");
        xml.writeStartElement("loc");
        xml.writeCharacters(address);
        xml.writeEndElement();
        if (changed != null) {
            xml.writeStartElement("lastmod");
            xml.writeCharacters(changed.toString());
            xml.writeEndElement();
        }
        alternate(xml, "vi", address);
        alternate(xml, "en", address + "?lang=en");
        xml.writeEndElement();
    }

    private static void alternate(XMLStreamWriter xml, String language, String address) throws XMLStreamException {
        xml.writeEmptyElement("xhtml:link");
        xml.writeAttribute("rel", "alternate");
        xml.writeAttribute("hreflang", language);
        xml.writeAttribute("href", address);
    }
}
