using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>One line of the table: what must match, and what it then means.</summary>
/// <param name="Failure">What kept the request from an answer; <see cref="BinanceFailure.None"/> where the venue answered.</param>
/// <param name="StatusFrom">Least HTTP status; over the WebSocket API the frame's <c>status</c>.</param>
/// <param name="StatusTo">Greatest HTTP status.</param>
/// <param name="CodeFrom">Least error code; null where any code, or none, matches.</param>
/// <param name="CodeTo">Greatest error code.</param>
/// <param name="Text">A part of the venue's text, whatever its case; null where any text matches.</param>
/// <param name="Outcome">What it means.</param>
/// <param name="Retry">What may follow.</param>
/// <param name="Meaning">For people; never empty.</param>
internal sealed record OutcomeRow(
    BinanceFailure Failure,
    int StatusFrom,
    int StatusTo,
    int? CodeFrom,
    int? CodeTo,
    string? Text,
    BinanceOutcome Outcome,
    BinanceRetry Retry,
    string Meaning)
{
    /// <summary>Whether the answer is one that the table does not know, so that a person must hear of it.</summary>
    public bool Alarm { get; init; }

    /// <summary>Whether a reply is of this line.</summary>
    /// <param name="reply">The reply.</param>
    public bool Matches(BinanceReply reply) =>
        reply.Failure == Failure
        && (Failure != BinanceFailure.None || (reply.Status >= StatusFrom && reply.Status <= StatusTo))
        && (CodeFrom is null || (reply.Code >= CodeFrom && reply.Code <= CodeTo))
        && (Text is null || reply.Text.Contains(Text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// The one table from what came back to its meaning (protocol §9, texts of §4 and of the venue's errors page). The first line that matches
/// counts; the last matches everything. <c>docs/binance-outcomes.md</c> is made from it.
/// </summary>
internal static class BinanceOutcomeTable
{
    /// <summary>What the text of a refusal holds whose body is not in the venue's form; said by the REST client.</summary>
    public const string ForeignBody = "bytes that are not the venue's";

    private static readonly OutcomeRow Unlisted =
        Answer(0, int.MaxValue, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "Not in this table: in doubt, and an alarm") with { Alarm = true };

    /// <summary>All lines, in the order of looking.</summary>
    public static IReadOnlyList<OutcomeRow> Rows { get; } =
    [
        Lost(BinanceFailure.HeldBack, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "Held back by us: the venue told us to wait"),
        Lost(BinanceFailure.NotConnected, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "No connection; nothing was sent"),
        Lost(BinanceFailure.TimedOutBeforeSending, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "Time was up before anything was sent"),
        Lost(BinanceFailure.TimedOut, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "No answer in time"),
        Lost(BinanceFailure.Broken, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "The connection broke after the request may have left"),
        Lost(BinanceFailure.Abandoned, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "The caller gave up after the request may have left"),
        Lost(BinanceFailure.Unreadable, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "An answer that nobody can read"),
        Answer(200, 299, BinanceOutcome.Done, BinanceRetry.None, "Done"),
        Answer(500, 599, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "The venue does not know either, whatever code comes with it"),
        Answer(409, 409, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "Half done (cancel-replace)"),
        Coded(-1015, BinanceOutcome.NotSent, BinanceRetry.OrdersAfterWait, "Too many unfilled orders; cancels add nothing to the count"),
        Answer(429, 429, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "Too many requests"),
        Answer(418, 418, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "The address is banned"),
        Answer(403, 403, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "The web firewall refused"),
        Coded(-1003, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "Too many requests"),
        Coded(-1008, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "The venue is too busy, and did not take it"),
        Coded(-1034, BinanceOutcome.NotSent, BinanceRetry.AfterWait, "Too many connections"),
        Coded(-1021, BinanceOutcome.Clock, BinanceRetry.ClockFirst, "The time stamp was refused, before the engine"),
        Answer(400, 499, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "Refused by something in between, or garbled: who refused what is not known")
            with { Text = ForeignBody },
        .. Doubts(),
        .. Wrong(),
        .. Keys(),
        Coded(-1013, BinanceOutcome.Refused, BinanceRetry.RulesFirst, "A filter refused it") with { Text = "Filter failure" },
        Coded(-1013, BinanceOutcome.Refused, BinanceRetry.RulesFirst, "Price or quantity refused before the engine"),
        .. NewOrders(),
        .. Cancels(),
        Coded(-2013, BinanceOutcome.NotFound, BinanceRetry.AskFirst, "Not known; soon after sending this proves nothing"),
        Coded(-2026, BinanceOutcome.NotOpen, BinanceRetry.None, "Ended long ago without a fill, and archived"),
        Coded(-2038, BinanceOutcome.CancelRefused, BinanceRetry.None, "The amendment was refused; the order is unchanged"),
        Coded(-2039, BinanceOutcome.CancelRefused, BinanceRetry.None, "Order id and client order id do not belong together"),
        Coded(-2035, BinanceOutcome.Subscription, BinanceRetry.None, "Subscribed already"),
        Coded(-2036, BinanceOutcome.Subscription, BinanceRetry.Reconnect, "Not subscribed"),
        Coded(-2042, BinanceOutcome.Subscription, BinanceRetry.Reconnect, "Too many subscriptions on this connection"),
        Unlisted,
    ];

    /// <summary>The line of a reply.</summary>
    /// <param name="reply">The reply.</param>
    public static OutcomeRow Find(BinanceReply reply)
    {
        foreach (var row in Rows)
        {
            if (row.Matches(reply))
                return row;
        }

        return Unlisted;
    }

    private static IEnumerable<OutcomeRow> Doubts() =>
    [
        Coded(-1000, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "The venue failed in a way that it does not know"),
        Coded(-1001, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "The venue's inside broke the connection"),
        Coded(-1006, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "An unexpected answer from the engine; execution unknown"),
        Coded(-1007, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "No answer from the engine in time; execution unknown"),
        Coded(-1016, BinanceOutcome.Unknown, BinanceRetry.Reconnect, "This service is shutting down"),
        Coded(-2021, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "Cancel-replace failed in part"),
        Coded(-2022, BinanceOutcome.Unknown, BinanceRetry.AskFirst, "Cancel-replace failed"),
    ];

    private static IEnumerable<OutcomeRow> Wrong() =>
    [
        Invalid(-1014, -1014, "Unsupported combination"),
        Invalid(-1020, -1020, "Unsupported operation"),
        Invalid(-1022, -1022, "The signature is wrong"),
        Invalid(-1106, -1100, "A parameter is missing, empty, unknown, malformed or too many"),
        Invalid(-1111, -1111, "Too many decimals"),
        Invalid(-1117, -1114, "Time in force, order type or side does not fit"),
        Invalid(-1121, -1121, "Unknown symbol"),
        Invalid(-1128, -1128, "Optional parameters do not go together"),
        Invalid(-1130, -1130, "A parameter's value is wrong"),
        Invalid(-1134, -1134, "A strategy type below 1,000,000"),
        Invalid(-1145, -1145, "Wrong cancel restrictions"),
        Invalid(-1169, -1160, "Order list rules"),
        Invalid(-1199, -1190, "Order list rules"),
        Invalid(-1211, -1210, "Pegged order rules"),
        Invalid(-1225, -1222, "Pegged order rules"),
    ];

    private static IEnumerable<OutcomeRow> Keys() =>
    [
        Coded(-1002, BinanceOutcome.Credentials, BinanceRetry.KeyFirst, "Not authorised"),
        Coded(-2014, BinanceOutcome.Credentials, BinanceRetry.KeyFirst, "The key is malformed"),
        Coded(-2015, BinanceOutcome.Credentials, BinanceRetry.KeyFirst, "Key, address or permission refused"),
    ];

    private static IEnumerable<OutcomeRow> NewOrders() =>
    [
        NewOrder("Duplicate order sent", "An order with this id is open: an earlier attempt arrived", BinanceOutcome.Duplicate, BinanceRetry.Adopt),
        NewOrder("insufficient balance", "Not enough of the asset"),
        NewOrder("would immediately match", "A post-only order that would take"),
        NewOrder("would trigger immediately", "The trigger is on the wrong side of the market"),
        NewOrder("Market is closed", "The symbol does not trade"),
        NewOrder("liquidity", "The book is too thin for it"),
        NewOrder("are not supported for this symbol", "This kind of order is not for this symbol"),
        NewOrder("are not support for this symbol", "This kind of order is not for this symbol"),
        NewOrder("is not supported for this symbol", "This action is not for this symbol"),
        NewOrder("not permitted for this account", "The symbol is not for this account"),
        NewOrder("restricted for this account", "The symbol is restricted for this account"),
        NewOrder("disabled on this account", "The account may not do this"),
        NewOrder("may not place or cancel orders", "The account may not trade"),
        NewOrder("trading is not enabled", "The account may not trade by this interface"),
        NewOrder("Price * QTY", "The order is worth nothing"),
        NewOrder("IcebergQty exceeds", "The visible part exceeds the whole"),
        NewOrder("Unsupported order combination", "Type and parameters do not go together"),
        NewOrder("relationship of the prices", "The prices of the list's legs are in the wrong order"),
        NewOrder(null, "Refused by the engine with a text that this table does not know") with { Alarm = true },
    ];

    private static IEnumerable<OutcomeRow> Cancels() =>
    [
        Cancel("Unknown order sent", BinanceOutcome.NotOpen, "Not open: filled, cancelled, expired or never there"),
        Cancel("cancel restrictions", BinanceOutcome.CancelRefused, "The order's state differs from the one asked for"),
        Cancel("Cancel order is invalid", BinanceOutcome.CancelRefused, "Order id and client order id are wrong"),
        Cancel("disabled on this account", BinanceOutcome.CancelRefused, "The account may not do this"),
        Cancel("may not place or cancel orders", BinanceOutcome.CancelRefused, "The account may not trade"),
        Cancel(null, BinanceOutcome.CancelRefused, "Refused with a text that this table does not know") with { Alarm = true },
    ];

    private static OutcomeRow Lost(BinanceFailure failure, BinanceOutcome outcome, BinanceRetry retry, string meaning)
        => new(failure, 0, int.MaxValue, null, null, null, outcome, retry, meaning);

    private static OutcomeRow Answer(int from, int to, BinanceOutcome outcome, BinanceRetry retry, string meaning)
        => new(BinanceFailure.None, from, to, null, null, null, outcome, retry, meaning);

    private static OutcomeRow Coded(int code, BinanceOutcome outcome, BinanceRetry retry, string meaning)
        => new(BinanceFailure.None, 400, 499, code, code, null, outcome, retry, meaning);

    private static OutcomeRow Invalid(int from, int to, string meaning)
        => Coded(from, BinanceOutcome.Invalid, BinanceRetry.None, meaning) with { CodeTo = to };

    private static OutcomeRow NewOrder(
        string? text, string meaning, BinanceOutcome outcome = BinanceOutcome.Refused, BinanceRetry retry = BinanceRetry.None)
        => Coded(-2010, outcome, retry, meaning) with { Text = text };

    private static OutcomeRow Cancel(string? text, BinanceOutcome outcome, string meaning)
        => Coded(-2011, outcome, outcome == BinanceOutcome.NotOpen ? BinanceRetry.AskFirst : BinanceRetry.None, meaning) with { Text = text };
}
