using System.Diagnostics.CodeAnalysis;
using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>What risk decided, and under which limits.</summary>
public readonly record struct RiskDecision
{
    // What a reservation is made of, each number once, and only when it is asked for: copies of all that cost as much as the rules.
    private readonly RiskRequest? _approved;
    private readonly decimal _openingQuantity;
    private readonly decimal _entryPrice;
    private readonly decimal _usdRate;
    private readonly decimal _value;
    private readonly decimal _openingUsd;
    private readonly decimal _riskUsd;

    /// <summary>A denial.</summary>
    internal RiskDecision(IReadOnlyList<RiskVerdict> verdicts, long limitsVersion) => (Verdicts, LimitsVersion) = (verdicts, limitsVersion);

    /// <summary>An approval.</summary>
    /// <exception cref="InvalidOperationException">The order has no stop-loss, without which none is approved.</exception>
    internal RiskDecision(RiskRequest request, long limitsVersion, decimal entryPrice, decimal openingQuantity, decimal usdRate)
    {
        var stop = request.StopLoss
            ?? throw new InvalidOperationException("An order was approved without a stop-loss: a rule is missing.");
        Verdicts = [];
        LimitsVersion = limitsVersion;
        _approved = request;
        (_openingQuantity, _entryPrice, _usdRate) = (openingQuantity, entryPrice, usdRate);
        _value = request.Quantity * entryPrice;
        _openingUsd = openingQuantity == request.Quantity ? _value : openingQuantity * entryPrice;
        _riskUsd = Math.Abs(entryPrice - stop) * openingQuantity;
        if (usdRate != 1)
            (_openingUsd, _riskUsd) = (_openingUsd * usdRate, _riskUsd * usdRate);
    }

    /// <summary>Every reason against the order; none means approved.</summary>
    public IReadOnlyList<RiskVerdict> Verdicts { get; }

    /// <summary>The version of the limits that the decision was made under.</summary>
    public long LimitsVersion { get; }

    /// <summary>True when nothing speaks against the order.</summary>
    [MemberNotNullWhen(true, nameof(Reservation))]
    public bool Approved => _approved is not null;

    /// <summary>What to set aside; null for a denial.</summary>
    public Reservation? Reservation => _approved is null ? null : ReservationOf(_approved);

    private Reservation ReservationOf(RiskRequest request)
    {
        var isBuy = request.Side is Side.Buy;
        var (baseAsset, quoteAsset) = (request.Symbol.Base, request.Symbol.Quote);
        return new Reservation
        {
            Quantity = request.Quantity,
            OpeningQuantity = _openingQuantity,
            EntryPrice = _entryPrice,
            UsdRate = _usdRate,
            NotionalUsd = _openingUsd,
            RiskUsd = _riskUsd,
            SpentAsset = isBuy ? quoteAsset : baseAsset,
            SpentAmount = isBuy ? _value : request.Quantity,
            BoughtAsset = isBuy ? baseAsset : quoteAsset,
            BoughtAmount = isBuy ? request.Quantity : _value,
        };
    }
}
