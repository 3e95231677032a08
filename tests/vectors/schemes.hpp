// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_VECTORS_SCHEMES_HPP
#define TOLLGATE_TESTS_VECTORS_SCHEMES_HPP

#include <tollgate/signing/words.hpp>

#include <cryptopp/des.h>
#include <cryptopp/modes.h>

#include <string_view>

/// \file
/// Forty gateways' schemes, each as its document says it. The examples that they are held against, with the address of each
/// document, are in gateways.json.

namespace published {

using namespace tollgate::signing::words;

// WeChat Pay v2

inline constexpr auto wechat_text =
    join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name) + "&key=" + key;
inline constexpr auto wechat_md5 = upper_hex(md5(wechat_text));
inline constexpr auto wechat_hmac = upper_hex(hmac_sha256(key, wechat_text));

// ECPay: wrapped in two secrets, then encoded as a whole

inline constexpr auto ecpay_text = lower(
    dotnet_urlencode("HashKey=" + secret<"HashKey"> + "&" +
                     join("&", name + "=" + value, fields | but<"CheckMacValue"> | by_name_ignoring_case) +
                     "&HashIV=" + secret<"HashIV">));
inline constexpr auto ecpay_sha256 = upper_hex(sha256(ecpay_text));
inline constexpr auto ecpay_md5 = upper_hex(md5(ecpay_text));
inline constexpr auto ecpay_data =
    upper_hex(sha256(lower(percent_encode(secret<"HashKey"> + body + secret<"HashIV">))));

// T-Bank: the password is a field like the others

inline constexpr auto tbank =
    hex(sha256(join("", value, fields | but<"Token"> | scalars | plus<"Password">(key) | by_name)));

inline constexpr auto vnpay =
    hex(hmac_sha512(key, join("&", form_encode(name) + "=" + form_encode(value),
                              fields | but<"vnp_SecureHash", "vnp_SecureHashType"> | by_name)));

// YooMoney

inline constexpr auto yoomoney_hmac =
    hex(hmac_sha256(key, join("&", name + "=" + percent_encode(value), fields | but<"sign"> | by_name)));
inline constexpr auto yoomoney_sha1 = hex(sha1(
    join("&", value,
         listed<"notification_type", "operation_id", "amount", "currency", "datetime", "sender", "codepro">) +
    "&" + key + "&" + field<"label">));

inline constexpr auto shopify =
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"hmac"> | by_name)));

// Ogone: the secret after every pair

inline constexpr auto ogone_text =
    join("", upper(name) + "=" + value + key, fields | but<"SHASIGN"> | nonempty | by(upper(name)));
inline constexpr auto ogone_sha1 = upper_hex(sha1(ogone_text));
inline constexpr auto ogone_sha256 = upper_hex(sha256(ogone_text));

// Billplz: the pairs are ordered, not the names

inline constexpr auto billplz = hex(hmac_sha256(
    key, join("|", strip<"[]">(name) + value,
              fields | but<"x_signature", "billplz[x_signature]"> | by(lower(strip<"[]">(name) + value)))));

// SSLCommerz: the message says which fields; the password joins them as its digest

inline constexpr auto sslcommerz_md5 = hex(md5(
    join("&", name + "=" + value, named_in<"verify_key"> | plus<"store_passwd">(hex(md5(key))) | by_name)));
inline constexpr auto sslcommerz_sha256 = hex(sha256(join(
    "&", name + "=" + value, named_in<"verify_key"> | plus<"store_passwd">(hex(sha256(key))) | by_name)));

inline constexpr auto fondy =
    hex(sha1(key + "|" + join("|", value, fields | but<"signature"> | nonempty | by_name)));

inline constexpr auto jazzcash = upper_hex(hmac_sha256(
    key, key + "&" + join("&", value, fields | but<"pp_SecureHash"> | starting<"pp"> | nonempty | by_name)));

inline constexpr auto ipay88 = base64(
    sha1(key + field<"MerchantCode"> + field<"RefNo"> + strip<".,">(field<"Amount">) + field<"Currency">));

inline constexpr auto razorpay =
    hex(hmac_sha256(key, field<"razorpay_order_id"> + "|" + field<"razorpay_payment_id">));

inline constexpr auto qiwi = hex(hmac_sha256(
    key, field<"bill.amount.currency"> + "|" + decimals<2>(field<"bill.amount.value">) + "|" +
             field<"bill.billId"> + "|" + field<"bill.siteId"> + "|" + field<"bill.status.value">));

inline constexpr auto momo =
    hex(hmac_sha256(key, join("&", name + "=" + value,
                              listed<"partnerCode", "accessKey", "requestId", "amount", "orderId",
                                     "orderInfo", "returnUrl", "notifyUrl", "extraData">)));

inline constexpr auto esewa =
    base64(hmac_sha256(key, join(",", name + "=" + value, named_in<"signed_field_names">)));

inline constexpr auto skrill =
    upper_hex(md5(field<"merchant_id"> + field<"transaction_id"> + upper(hex(md5(key))) + field<"mb_amount"> +
                  field<"mb_currency"> + field<"status">));

inline constexpr auto payu_india_response =
    hex(sha512(key + "|" +
               join("|", value,
                    listed<"status", "udf10", "udf9", "udf8", "udf7", "udf6", "udf5", "udf4", "udf3", "udf2",
                           "udf1", "email", "firstname", "productinfo", "amount", "txnid", "key">)));

inline constexpr auto maksuturva =
    upper_hex(md5(join("", value + "&",
                       listed<"pmt_action", "pmt_version", "pmt_id", "pmt_reference", "pmt_amount",
                              "pmt_currency", "pmt_sellercosts", "pmt_paymentmethod", "pmt_escrow">) +
                  key + "&"));

inline constexpr auto robokassa =
    hex(md5(field<"OutSum"> + ":" + field<"InvId"> + ":" + key +
            join("", ":" + name + "=" + value, fields | starting<"shp"> | by_name)));

inline constexpr auto sofort =
    hex(sha1(join("|", value,
                  listed<"user_id", "project_id", "sender_holder", "sender_account_number",
                         "sender_bank_code", "sender_country_id", "amount", "currency_id", "reason_1",
                         "reason_2", "user_variable_0", "user_variable_1", "user_variable_2",
                         "user_variable_3", "user_variable_4", "user_variable_5">) +
             "|" + key));

inline constexpr auto midtrans =
    hex(sha512(field<"order_id"> + field<"status_code"> + field<"gross_amount"> + key));

// Uniteller: a digest of every slot, absent ones too

inline constexpr auto uniteller_payment =
    upper_hex(md5(join("&", hex(md5(value)),
                       listed<"Shop_IDP", "Order_IDP", "Subtotal_P", "MeanType", "EMoneyType", "Lifetime",
                              "Customer_IDP", "Card_IDP", "IData", "PT_Code">) +
                  "&" + hex(md5(key))));
inline constexpr auto uniteller_recurrent = upper_hex(
    md5(join("&", hex(md5(value)), listed<"Shop_IDP", "Order_IDP", "Subtotal_P", "Parent_Order_IDP">) + "&" +
        hex(md5(key))));
inline constexpr auto uniteller_callback = upper_hex(md5(field<"Order_ID"> + field<"Status"> + key));

// P_SIGN: lengths before values, a dash for nothing

inline constexpr auto p_sign = upper_hex(hmac_sha1(
    unhex(key),
    join("", when_empty(value, "-", byte_length(value) + value),
         listed<"AMOUNT", "CURRENCY", "ORDER", "DESC", "MERCH_NAME", "MERCH_URL", "MERCHANT", "TERMINAL",
                "EMAIL", "TRTYPE", "COUNTRY", "MERCH_GMT", "TIMESTAMP", "NONCE", "BACKREF">)));

// PayFast: the order is the document's, not the alphabet's

inline constexpr auto payfast_fields =
    listed<"merchant_id", "merchant_key", "return_url", "cancel_url", "notify_url", "name_first", "name_last",
           "email_address", "cell_number", "m_payment_id", "amount", "item_name", "item_description",
           "custom_int1", "custom_int2", "custom_int3", "custom_int4", "custom_int5", "custom_str1",
           "custom_str2", "custom_str3", "custom_str4", "custom_str5", "email_confirmation",
           "confirmation_address", "payment_method", "subscription_type", "billing_date", "recurring_amount",
           "frequency", "cycles"> |
    nonempty;
inline constexpr auto payfast_text = join("&", name + "=" + form_encode(value), payfast_fields);
inline constexpr auto payfast_passphrase = hex(md5(payfast_text + "&passphrase=" + form_encode(key)));
inline constexpr auto payfast_plain = hex(md5(payfast_text));

inline constexpr auto ecommpay = base64(hmac_sha512(
    key, join(";", name + ":" + value,
              fields | but<"signature"> | flattened<":"> | as(numeric_truth) | by(name + ":" + value))));

inline constexpr auto przelewy24 =
    hex(sha384("{" +
               join(",", json_text(name) + ":" + value,
                    listed<"merchantId", "posId", "sessionId", "amount", "originAmount", "currency",
                           "orderId", "methodId", "statement"> |
                        as(json_value) | plus<"crc">(json_text(key))) +
               "}"));

inline constexpr auto liqpay = base64(sha1(key + field<"data"> + key));

inline constexpr auto phonepe = hex(sha256(base64(body) + path + key)) + "###" + account_field<"key_index">;

// Redsys: the key is derived from a value inside the signed payload, by a function of our own

inline bool des3_cbc(std::string_view keyed_by, std::string_view text, tollgate::wiped_buffer &out)
{
    if (keyed_by.size() != 24) return false;
    std::string padded{text};
    padded.resize((text.size() + 7) / 8 * 8, '\0');
    CryptoPP::byte const no_iv[8] = {};
    CryptoPP::CBC_Mode<CryptoPP::DES_EDE3>::Encryption cipher{
        reinterpret_cast<CryptoPP::byte const *>(keyed_by.data()), keyed_by.size(), no_iv};
    char *const to = out.extend(padded.size());
    cipher.ProcessData(reinterpret_cast<CryptoPP::byte *>(to),
                       reinterpret_cast<CryptoPP::byte const *>(padded.data()), padded.size());
    return true;
}

inline constexpr auto redsys_payload = field<"Ds_MerchantParameters">;
inline constexpr auto redsys_key =
    bytes_by<des3_cbc>(unbase64(key), json_member<"Ds_Order">(unbase64(redsys_payload)));
inline constexpr auto redsys = base64url(hmac_sha256(redsys_key, redsys_payload));

// The body as it came

inline constexpr auto gocardless = hex(hmac_sha256(key, body));
inline constexpr auto square = base64(hmac_sha256(key, account_field<"notification_url"> + body));
inline constexpr auto stripe = hex(hmac_sha256(key, part<"t">(header<"Stripe-Signature">) + "." + body));
inline constexpr auto standard_webhooks =
    "v1," + base64(hmac_sha256(unbase64(without_prefix<"whsec_">(key)),
                               header<"webhook-id"> + "." + header<"webhook-timestamp"> + "." + body));
inline constexpr auto paytrail = hex(hmac_sha256(
    key, join("\n", name + ":" + value, headers | starting<"checkout-"> | by_name) + "\n" + body));

inline constexpr auto braintree =
    account_field<"public_key"> + "|" + hex(hmac_sha1(sha1(key), field<"bt_challenge">));

inline constexpr auto kraken = base64(hmac_sha512(unbase64(key), path + raw(sha256(field<"nonce"> + body))));

inline constexpr auto oauth1 = base64(hmac_sha1(
    percent_encode(secret<"consumer_secret">) + "&" + percent_encode(secret<"token_secret">),
    method + "&" + percent_encode("https://" + header<"Host"> + path) + "&" +
        percent_encode(join("&", percent_encode(name) + "=" + percent_encode(value), fields | by_name))));

// AWS Signature Version 4, in the parts that its document names

inline constexpr auto aws_headers = headers | by(lower(name));
inline constexpr auto aws_canonical_request =
    method + "\n" + path + "\n" +
    join("&", percent_encode(name) + "=" + percent_encode(value), query | by(percent_encode(name))) + "\n" +
    join("", lower(name) + ":" + collapse(trim(value)) + "\n", aws_headers) + "\n" +
    join(";", lower(name), aws_headers) + "\n" + hex(sha256(body));
inline constexpr auto aws_date = header<"X-Amz-Date">;
inline constexpr auto aws_scope =
    first<8>(aws_date) + "/" + account_field<"region"> + "/" + account_field<"service"> + "/aws4_request";
inline constexpr auto aws_string_to_sign =
    "AWS4-HMAC-SHA256\n" + aws_date + "\n" + aws_scope + "\n" + hex(sha256(aws_canonical_request));
inline constexpr auto aws_signing_key = hmac_sha256(
    hmac_sha256(hmac_sha256(hmac_sha256("AWS4" + key, first<8>(aws_date)), account_field<"region">),
                account_field<"service">),
    text<"aws4_request">);
inline constexpr auto aws = hex(hmac_sha256(aws_signing_key, aws_string_to_sign));

// Adyen

inline constexpr auto adyen_notification =
    base64(hmac_sha256(unhex(key), field<"pspReference"> + ":" + field<"originalReference"> + ":" +
                                       field<"merchantAccountCode"> + ":" + field<"merchantReference"> + ":" +
                                       field<"amount.value"> + ":" + field<"amount.currency"> + ":" +
                                       field<"eventCode"> + ":" + field<"success">));
inline constexpr auto adyen_columns = fields | but<"merchantSig"> | by_name;
inline constexpr auto adyen_hpp =
    base64(hmac_sha256(unhex(key), join(":", escape<"\\:">(name), adyen_columns) + ":" +
                                       join(":", escape<"\\:">(value), adyen_columns)));
inline constexpr auto adyen_hpp_legacy =
    base64(hmac_sha1(key, join("", value,
                               listed<"paymentAmount", "currencyCode", "shipBeforeDate", "merchantReference",
                                      "skinCode", "merchantAccount", "sessionValidity">)));

} // namespace published

#endif
