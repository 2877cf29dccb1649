package vn.motcua.portal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** What people send along with a form. */
@Component
class Uploads {

    private final Files files;

    Uploads(Files files) {
        this.files = files;
    }

    /** Keeps what was chosen in a field; what cannot be kept is named among the problems, at that field. */
    List<FileId> keep(String field, MultipartHttpServletRequest request, List<Problem> problems) throws IOException {
        List<FileId> kept = new ArrayList<>();
        for (MultipartFile part : request.getFiles(field)) {
            String name = part.getOriginalFilename();
            if (name == null || name.isEmpty()) {
                continue; // nothing was chosen
            }
            switch (files.store(name, part.getBytes())) {
                case Result.Done<StoredFile> stored -> kept.add(stored.value().id());
                case Result.Refused<StoredFile> refused ->
                    refused.problems().forEach(p -> problems.add(new Problem(p.code(), field, p.args())));
            }
        }
        return kept;
    }
}
