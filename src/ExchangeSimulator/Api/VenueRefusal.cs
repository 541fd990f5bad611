using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The venue says no: an error code and its text, as the protocol documents them.</summary>
internal sealed class VenueRefusal(int status, int code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public int Code { get; } = code;

    /// <summary>What the error's <c>data</c> says; null for none.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>How an execution report names this refusal when a waiting order meets it.</summary>
    public RejectReason Reason { get; init; }

    /// <summary>When the caller may come again; only with 429 and 418.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The error's body.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["code"] = Code, ["msg"] = Message };
        if (Details is not null)
            json["data"] = Details.DeepClone();
        return json;
    }
}
