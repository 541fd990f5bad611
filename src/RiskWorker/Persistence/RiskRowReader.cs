using Bot3.Messaging.Contracts;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;
using Npgsql;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>Rows in the column order of <see cref="RiskStatements"/>.</summary>
internal static class RiskRowReader
{
    public static StoredDecision Decision(NpgsqlDataReader reader) => new()
    {
        DecisionId = reader.GetGuid(0),
        OrderId = reader.GetGuid(1),
        Account = reader.GetString(2),
        StrategyId = reader.GetString(3),
        Symbol = reader.GetString(4),
        Venue = reader.GetString(5),
        Approved = reader.GetBoolean(6),
        LimitsVersion = reader.GetInt64(7),
        ReasonsJson = reader.GetString(8),
        InputsJson = reader.GetString(9),
        DecidedAt = reader.GetFieldValue<DateTimeOffset>(10),
    };

    public static StoredPosition Position(NpgsqlDataReader reader) => new()
    {
        Account = reader.GetString(0),
        StrategyId = reader.GetString(1),
        Symbol = reader.GetString(2),
        NetQuantity = reader.GetDecimal(3),
        AverageEntryPrice = reader.IsDBNull(4) ? null : reader.GetDecimal(4),
        RealisedPnl = reader.GetDecimal(5),
        DocumentJson = reader.GetString(6),
        UpdatedAt = reader.GetFieldValue<DateTimeOffset>(7),
    };

    public static Reservation Reservation(NpgsqlDataReader reader) => new()
    {
        OrderId = reader.GetGuid(0),
        Account = reader.GetString(1),
        StrategyId = reader.GetString(2),
        Venue = reader.GetString(3),
        Symbol = reader.GetString(4),
        Side = Enum.Parse<OrderSide>(reader.GetString(5)),
        Quantity = reader.GetDecimal(6),
        Filled = reader.GetDecimal(7),
        OpeningQuantity = reader.GetDecimal(8),
        NotionalUsd = reader.GetDecimal(9),
        SpendAsset = reader.GetString(10),
        SpendAmount = reader.GetDecimal(11),
        FinalFilled = reader.IsDBNull(12) ? null : reader.GetDecimal(12),
        ReservedAt = reader.GetFieldValue<DateTimeOffset>(13),
    };

    public static ReservationSum ReservationSum(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), Enum.Parse<OrderSide>(reader.GetString(2)), reader.GetString(3), reader.GetInt32(4),
        reader.GetDecimal(5), reader.GetDecimal(6), reader.GetDecimal(7));

    public static StoredFill Fill(NpgsqlDataReader reader) => new()
    {
        Venue = reader.GetString(0),
        Symbol = reader.GetString(1),
        TradeId = reader.GetString(2),
        VenueOrderId = reader.GetString(3),
        OrderId = reader.GetGuid(4),
        Account = reader.GetString(5),
        StrategyId = reader.GetString(6),
        Side = Enum.Parse<OrderSide>(reader.GetString(7)),
        Price = reader.GetDecimal(8),
        Quantity = reader.GetDecimal(9),
        Fee = reader.GetDecimal(10),
        FeeAsset = reader.IsDBNull(11) ? null : reader.GetString(11),
        FeePriceInQuote = reader.IsDBNull(12) ? null : reader.GetDecimal(12),
        IsMaker = reader.GetBoolean(13),
        ExecutedAt = reader.GetFieldValue<DateTimeOffset>(14),
    };
}
