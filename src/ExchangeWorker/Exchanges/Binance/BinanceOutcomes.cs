using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>The classes of what can come back (protocol §9).</summary>
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

    /// <summary>A subscription was refused.</summary>
    Subscription,
}

/// <summary>What came back, in the words of the gateway; by <see cref="BinanceOutcomeTable"/>.</summary>
internal static class BinanceOutcomes
{
    /// <summary>Classifies a reply.</summary>
    /// <param name="reply">The reply.</param>
    public static BinanceOutcome Classify(BinanceReply reply) => reply.Succeeded ? BinanceOutcome.Done : BinanceOutcomeTable.Find(reply).Outcome;

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

    /// <summary>Whether the venue's rules should be read again.</summary>
    /// <param name="reply">The reply.</param>
    public static bool RulesAreOld(BinanceReply reply) => !reply.Succeeded && BinanceOutcomeTable.Find(reply).Retry == BinanceRetry.RulesFirst;

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
}
