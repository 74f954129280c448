package dev.wherry.generator.api;

import static dev.wherry.generator.api.Charge.CURRENCY;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of payments, with the shapes of Stripe's public API. */
final class Documents {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Documents() {}

    /** All documents of a type, in their order. */
    static List<ObjectNode> of(DocumentType type, PaymentDay day) {
        return switch (type) {
            case BALANCE_TRANSACTION ->
                day.transactions().stream().map(Documents::transaction).toList();
            case CHARGE -> day.charges().stream().map(Documents::charge).toList();
            case CUSTOMER -> day.customers().stream().map(Documents::customer).toList();
            case DISPUTE -> day.disputes().stream().map(Documents::dispute).toList();
            case EVENT -> day.events().stream().map(Documents::event).toList();
            case REFUND ->
                day.refunds().stream()
                        .map(refund -> refund(refund).put("charge", refund.charge()))
                        .toList();
        };
    }

    private static ObjectNode object(String id, DocumentType type, long created) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("object", type.label())
                .put("created", created);
    }

    private static ObjectNode transaction(Transaction transaction) {
        ObjectNode json = object(transaction.id(), DocumentType.BALANCE_TRANSACTION, transaction.created())
                .put("amount", transaction.amount())
                .put("available_on", transaction.created() + 604_800)
                .put("currency", CURRENCY)
                .putNull("description")
                .putNull("exchange_rate")
                .put("fee", transaction.fee());
        ArrayNode fees = json.putArray("fee_details");
        transaction.fees().forEach(fee -> fees.addObject()
                .put("amount", fee.amount())
                .put("currency", CURRENCY)
                .put("description", fee.description())
                .put("type", fee.type()));
        return json.put("net", transaction.amount() - transaction.fee())
                .put("reporting_category", transaction.type())
                .put("source", transaction.source())
                .put("status", "available")
                .put("type", transaction.type());
    }

    private static ObjectNode charge(Charge charge) {
        ObjectNode json = object(charge.id(), DocumentType.CHARGE, charge.created())
                .put("amount", charge.amount())
                .put("amount_refunded", charge.amountRefunded());
        json.putObject("billing_details").putNull("email").put("name", charge.name());
        json.put("captured", true)
                .put("currency", CURRENCY)
                .put("customer", charge.customer())
                .put("disputed", charge.disputed())
                .put("paid", true);
        json.putObject("metadata").put("order", charge.id().substring(3));
        json.putObject("payment_method_details")
                .put("type", "card")
                .putObject("card")
                .put("brand", charge.brand())
                .put("country", "DK")
                .put("last4", "4242");
        json.put("refunded", false);
        ObjectNode refunds = json.putObject("refunds").put("object", "list").put("has_more", false);
        ArrayNode data = refunds.putArray("data");
        charge.refunds().forEach(refund -> data.add(refund(refund)));
        return json.put("status", "succeeded");
    }

    private static ObjectNode refund(Charge.Refund refund) {
        return object(refund.id(), DocumentType.REFUND, refund.created())
                .put("amount", refund.amount())
                .put("currency", CURRENCY)
                .put("reason", refund.reason())
                .put("status", refund.succeeded() ? "succeeded" : "failed");
    }

    private static ObjectNode customer(Customer customer) {
        ObjectNode json = object(customer.id(), DocumentType.CUSTOMER, customer.created());
        if (customer.city() == null) {
            json.putNull("address");
        } else {
            json.putObject("address").put("city", customer.city()).put("country", "DK");
        }
        json.put("balance", 0)
                .put("currency", CURRENCY)
                .put("delinquent", customer.delinquent())
                .put("email", customer.email())
                .put("name", customer.name());
        json.putArray("preferred_locales").add("da").add("en");
        return json.put("tax_exempt", "none");
    }

    private static ObjectNode dispute(Dispute dispute) {
        ObjectNode json = object(dispute.id(), DocumentType.DISPUTE, dispute.created())
                .put("amount", dispute.amount())
                .put("charge", dispute.charge())
                .put("currency", CURRENCY);
        json.putObject("evidence").putNull("receipt");
        json.putObject("evidence_details")
                .put("due_by", dispute.created() + 864_000)
                .put("has_evidence", false)
                .put("past_due", false)
                .put("submission_count", 0);
        return json.put("is_charge_refundable", true)
                .put("reason", dispute.reason())
                .put("status", dispute.status());
    }

    private static ObjectNode event(PaymentEvent event) {
        ObjectNode json = object(event.id(), DocumentType.EVENT, event.created());
        json.putObject("data").putObject("object").put("id", event.objectId()).put("object", event.object());
        return json.put("pending_webhooks", 0).put("type", event.type());
    }
}
