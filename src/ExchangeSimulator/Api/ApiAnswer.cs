using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>What goes back to the caller, or how nothing goes back.</summary>
internal sealed record ApiAnswer(AnswerKind Kind, JsonNode? Result, VenueRefusal? Refusal)
{
    public int UsedWeight { get; init; }

    /// <summary>Unfilled order counts, with answers to successful orders.</summary>
    public (int Per10Seconds, int PerDay)? OrderCounts { get; init; }

    public int Status => Refusal?.Status ?? 200;

    public static ApiAnswer Silent(bool keepConnection) =>
        new(keepConnection ? AnswerKind.Silence : AnswerKind.DropConnection, null, null);
}
