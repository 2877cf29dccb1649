package vn.motcua.documents;

import org.springframework.stereotype.Service;

/** Prints the official forms as PDF/A. */
@Service
public class PrintedForms {

    /** Form 01 in two copies: copy 1 is kept with the dossier, copy 2 goes to the applicant. */
    public byte[] receipt(ReceiptForm f) {
        throw new UnsupportedOperationException();
    }

    /** Form 01, only the applicant's copy, for those who filed online. */
    public byte[] receiptForApplicant(ReceiptForm f) {
        throw new UnsupportedOperationException();
    }

    public byte[] supplement(SupplementForm f) {
        throw new UnsupportedOperationException();
    }

    public byte[] refusal(RefusalForm f) {
        throw new UnsupportedOperationException();
    }

    public byte[] controlSheet(ControlSheetForm f) {
        throw new UnsupportedOperationException();
    }

    public byte[] paymentReceipt(PaymentReceiptForm f) {
        throw new UnsupportedOperationException();
    }
}
