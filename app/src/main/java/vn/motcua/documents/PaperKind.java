package vn.motcua.documents;

/** In which form a paper is handed in: bản chính, bản sao chứng thực, bản sao thường, bản điện tử. */
public enum PaperKind {
    ORIGINAL,
    CERTIFIED_COPY,
    PLAIN_COPY,
    ELECTRONIC
}
