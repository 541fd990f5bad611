using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>The classes of what can come back (docs: errors; own table, one test row each).</summary>
internal enum BinanceOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Perhaps done, perhaps not.</summary>
    Unknown,

    /// <summary>Refused before the engine, or never sent; another attempt may succeed.</summary>
    NotSent,

    /// <summary>The time stamp was refused, before the engine.</summary>
    Clock,

    /// <summary>The request was made wrongly: program or configuration.</summary>
    Invalid,

    /// <summary>The key or its rights were refused.</summary>
    Credentials,

    /// <summary>The engine or a filter refused the order.</summary>
    Refused,

    /// <summary>An order with this client id is open: an earlier attempt arrived.</summary>
    Duplicate,

    /// <summary>No such order is open.</summary>
    NotOpen,

    /// <summary>A cancel was refused for another cause.</summary>
    CancelRefused,

    /// <summary>The venue does not know the order; soon after sending this proves nothing.</summary>
    NotFound,
}

/// <summary>The one table from what came back to its meaning. What it does not know is <see cref="BinanceOutcome.Unknown"/>.</summary>
internal static class BinanceOutcomes
{
    /// <summary>Classifies a reply.</summary>
    /// <param name="reply">The reply.</param>
    public static BinanceOutcome Classify(BinanceReply reply) => reply.Failure switch
    {
        BinanceFailure.None => ByStatus(reply),
        BinanceFailure.HeldBack or BinanceFailure.NotConnected or BinanceFailure.TimedOutBeforeSending => BinanceOutcome.NotSent,
        _ => BinanceOutcome.Unknown,
    };

    /// <summary>What a placement that was not answered with an order came to.</summary>
    /// <param name="reply">The reply.</param>
    public static PlacementAnswer Placement(BinanceReply reply) => Classify(reply) switch
    {
        BinanceOutcome.NotSent or BinanceOutcome.Clock => new PlacementAnswer.NotSent(Reason(reply), Retryable: true, reply.RetryAfter),
        BinanceOutcome.Invalid or BinanceOutcome.Credentials or BinanceOutcome.Refused => new PlacementAnswer.Rejected(Reason(reply)),
        _ => new PlacementAnswer.Unknown(Reason(reply)),
    };

    /// <summary>What a cancel that was not answered with an order came to.</summary>
    /// <param name="reply">The reply.</param>
    public static CancelAnswer Cancel(BinanceReply reply) => Classify(reply) switch
    {
        BinanceOutcome.NotOpen or BinanceOutcome.NotFound => new CancelAnswer.Refused(Reason(reply), OrderNotOpen: true),
        BinanceOutcome.CancelRefused or BinanceOutcome.Invalid or BinanceOutcome.Credentials or BinanceOutcome.Refused
            => new CancelAnswer.Refused(Reason(reply), OrderNotOpen: false),
        _ => new CancelAnswer.Unanswered(Reason(reply), reply.RetryAfter),
    };

    /// <summary>Whether a question that changes nothing should be asked again at once (after a short pause).</summary>
    /// <param name="reply">The reply.</param>
    public static bool AskAgain(BinanceReply reply)
        => Classify(reply) == BinanceOutcome.Unknown && reply.Failure != BinanceFailure.Abandoned && reply.RetryAfter is null;

    /// <summary>The reply as a reason: the venue's code and text, the HTTP status, or what failed on the way.</summary>
    /// <param name="reply">The reply.</param>
    public static RefusalReason Reason(BinanceReply reply) => new()
    {
        Code = reply switch
        {
            { Failure: not BinanceFailure.None } => reply.Failure.ToString(),
            { Code: { } code } => code.ToString(CultureInfo.InvariantCulture),
            _ => "Http" + reply.Status.ToString(CultureInfo.InvariantCulture),
        },
        Message = reply.Text.Length > 0 ? reply.Text : $"HTTP status {reply.Status} without a text.",
    };

    private static BinanceOutcome ByStatus(BinanceReply reply) => reply.Status switch
    {
        >= 200 and < 300 => BinanceOutcome.Done,
        // 5xx says that the outcome is unknown, whatever code it carries; 409 is half done.
        >= 500 or 409 => BinanceOutcome.Unknown,
        429 or 418 or 403 => BinanceOutcome.NotSent,
        >= 400 => ByCode(reply),
        _ => BinanceOutcome.Unknown,
    };

    private static BinanceOutcome ByCode(BinanceReply reply) => reply.Code switch
    {
        -1003 or -1008 or -1015 or -1034 => BinanceOutcome.NotSent,
        -1021 => BinanceOutcome.Clock,
        -1002 or -2014 or -2015 => BinanceOutcome.Credentials,
        -1013 => BinanceOutcome.Refused,
        -1014 or -1020 or -1022 or -1111 or -1121 or -1128 or -1130 or -1134 or -1145 => BinanceOutcome.Invalid,
        >= -1106 and <= -1100 => BinanceOutcome.Invalid,
        >= -1117 and <= -1114 => BinanceOutcome.Invalid,
        (>= -1169 and <= -1160) or (>= -1199 and <= -1190) => BinanceOutcome.Invalid,
        -1210 or -1211 or (>= -1225 and <= -1222) => BinanceOutcome.Invalid,
        -2010 => IsText(reply, "Duplicate order sent.") ? BinanceOutcome.Duplicate : BinanceOutcome.Refused,
        -2011 => IsText(reply, "Unknown order sent.") ? BinanceOutcome.NotOpen : BinanceOutcome.CancelRefused,
        -2013 => BinanceOutcome.NotFound,
        -2026 => BinanceOutcome.NotOpen,
        -2038 or -2039 => BinanceOutcome.CancelRefused,
        // -1000, -1001, -1006, -1007, -1016, -2021, -2022 and whatever is new.
        _ => BinanceOutcome.Unknown,
    };

    private static bool IsText(BinanceReply reply, string text)
        => reply.Text.Contains(text.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
