using System.Text.Json;
using Bot3.Messaging.Domain.Positions;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.RiskWorker.Portfolio;

/// <summary>A position as JSON and back, to the last digit.</summary>
internal static class PositionDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(Position position)
        => JsonSerializer.Serialize(
            new Form(
                position.AccountId.Value, position.StrategyId.Value, position.Symbol.ToString(), position.NetQuantity, position.OpenCost,
                position.RealisedProfit, position.Fees.ByAsset, position.UnconvertedFees.ByAsset, position.FillCount, position.UpdatedAt),
            Json);

    public static Position Read(string json)
    {
        var form = JsonSerializer.Deserialize<Form>(json, Json)!;
        return new Position
        {
            AccountId = AccountId.Create(form.Account),
            StrategyId = StrategyId.Create(form.StrategyId),
            Symbol = Symbol.Parse(form.Symbol),
            NetQuantity = form.NetQuantity,
            OpenCost = form.OpenCost,
            RealisedProfit = form.RealisedProfit,
            Fees = AssetAmounts.From(form.Fees),
            UnconvertedFees = AssetAmounts.From(form.UnconvertedFees),
            FillCount = form.FillCount,
            UpdatedAt = form.UpdatedAt,
        };
    }

    private sealed record Form(
        string Account,
        string StrategyId,
        string Symbol,
        decimal NetQuantity,
        decimal OpenCost,
        decimal RealisedProfit,
        IReadOnlyDictionary<string, decimal> Fees,
        IReadOnlyDictionary<string, decimal> UnconvertedFees,
        long FillCount,
        DateTimeOffset? UpdatedAt);
}
