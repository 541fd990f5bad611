using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>One call of the venue, however it is reached.</summary>
/// <param name="Name">WebSocket API method; also the name in fault rules.</param>
/// <param name="Verb">HTTP verb.</param>
/// <param name="Path">REST path below <c>/api/v3/</c>.</param>
/// <param name="IsSigned">Needs key, timestamp and signature.</param>
/// <param name="Weight">REQUEST_WEIGHT of one call.</param>
/// <param name="Handle">Runs under the venue's lock.</param>
internal sealed record ApiMethod(
    string Name,
    string Verb,
    string Path,
    bool IsSigned,
    Func<ApiParameters, int> Weight,
    Func<ApiCall, JsonNode> Handle)
{
    /// <summary>The weight is charged only if the call fails (rule of 2026-04-02).</summary>
    public bool IsFreeOnSuccess { get; init; }

    /// <summary>What the call adds to the unfilled order count.</summary>
    public int OrderCount { get; init; }

    /// <summary>The handler hears of an exceeded order count instead of being spared the call.</summary>
    public Func<ApiParameters, bool> HandlesOrderLimit { get; init; } = _ => false;
}
