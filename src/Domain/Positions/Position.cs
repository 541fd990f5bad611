using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Positions;

/// <summary>What one strategy holds of one symbol on one account: the sum of its fills, and nothing else.</summary>
/// <remarks>
/// <para>Fees: in the base asset they reduce what is held, in the quote asset they reduce the realised result, in a third asset they
/// do so at a given price, or stay in <see cref="UnconvertedFees"/> until one is known.</para>
/// <para>Identity, at all times: realised result − open cost = cash that came in − cash that went out, converted fees included.</para>
/// <para>Each fill must be applied once: the caller tells new ones by (venue, symbol, trade id).</para>
/// <para>An immutable value. <c>default</c> is of no account, strategy or symbol, and takes no fill.</para>
/// </remarks>
public readonly record struct Position
{
    private const int ShareDecimals = 18;

    /// <summary>Whose account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Whose decision.</summary>
    public required StrategyId StrategyId { get; init; }

    /// <summary>Of what.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Base units held; negative when more was sold than bought.</summary>
    public decimal NetQuantity { get; init; }

    /// <summary>Quote units that the open quantity cost; negative for a short, which brought money in.</summary>
    public decimal OpenCost { get; init; }

    /// <summary>Quote units earned by closed quantity, less converted fees.</summary>
    public decimal RealisedProfit { get; init; }

    /// <summary>All fees by asset, converted or not.</summary>
    public AssetAmounts Fees { get; init; }

    /// <summary>Fees in a third asset that no price was known for; not in the realised result yet.</summary>
    public AssetAmounts UnconvertedFees { get; init; }

    /// <summary>Fills applied.</summary>
    public long FillCount { get; init; }

    /// <summary>The time of the latest fill; null before the first.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>True when nothing is held.</summary>
    public bool IsFlat => NetQuantity == 0;

    /// <summary>Quote units per base unit of the open quantity, rounded half to even at 18 decimals; null when flat.</summary>
    public decimal? AverageEntry => IsFlat ? null : decimal.Round(OpenCost / NetQuantity, ShareDecimals, MidpointRounding.ToEven);

    /// <summary>A position without fills.</summary>
    public static Position Empty(AccountId accountId, StrategyId strategyId, Symbol symbol) =>
        new() { AccountId = accountId, StrategyId = strategyId, Symbol = symbol };

    /// <summary>The position that these fills make, in their order.</summary>
    /// <param name="accountId">Whose account.</param>
    /// <param name="strategyId">Whose decision.</param>
    /// <param name="symbol">Of what.</param>
    /// <param name="fills">Distinct fills of that account, strategy and symbol.</param>
    /// <param name="feePriceInQuote">The price of a third fee asset at the time of the fill; null where none is known.</param>
    public static Position Rebuild(
        AccountId accountId,
        StrategyId strategyId,
        Symbol symbol,
        IEnumerable<Fill> fills,
        Func<Fill, Price?> feePriceInQuote)
    {
        ArgumentNullException.ThrowIfNull(fills);
        ArgumentNullException.ThrowIfNull(feePriceInQuote);
        return fills.Aggregate(
            Empty(accountId, strategyId, symbol), (position, fill) => position.Apply(fill, feePriceInQuote(fill)));
    }

    /// <summary>The position after one more fill.</summary>
    /// <param name="fill">A fill that was not applied before.</param>
    /// <param name="feePriceInQuote">Quote units per unit of a third fee asset; null when unknown; ignored for base and quote fees.</param>
    /// <exception cref="ArgumentException">
    /// The fill belongs elsewhere, has no quantity, has a fee without asset, or a base fee that eats the whole quantity.
    /// </exception>
    public Position Apply(Fill fill, Price? feePriceInQuote = null)
    {
        ArgumentNullException.ThrowIfNull(fill);
        Require(fill);
        var isBuy = fill.Side is Side.Buy;
        var isBaseFee = fill.FeeAsset == Symbol.Base;
        var value = (fill.Price * fill.Quantity).Value;
        var delta = (isBuy ? fill.Quantity.Value : -fill.Quantity.Value) - (isBaseFee ? fill.Fee : 0);
        var (openCost, profit) = Trade(delta, isBuy ? -value : value);
        var (fees, unconverted) = (Fees, UnconvertedFees);
        if (fill.FeeAsset is { } asset && fill.Fee != 0)
        {
            fees = fees.Add(asset, fill.Fee);
            if (asset == Symbol.Quote)
                profit -= fill.Fee;
            else if (!isBaseFee && feePriceInQuote is { } price)
                profit -= fill.Fee * price.Value;
            else if (!isBaseFee)
                unconverted = unconverted.Add(asset, fill.Fee);
        }

        return this with
        {
            NetQuantity = NetQuantity + delta,
            OpenCost = openCost,
            RealisedProfit = profit,
            Fees = fees,
            UnconvertedFees = unconverted,
            FillCount = FillCount + 1,
            UpdatedAt = UpdatedAt > fill.OccurredAt ? UpdatedAt : fill.OccurredAt,
        };
    }

    private void Require(Fill fill)
    {
        if (fill.AccountId != AccountId || fill.StrategyId != StrategyId || fill.Symbol != Symbol)
            throw new ArgumentException($"Fill {fill.TradeId} is not of {AccountId}, {StrategyId}, {Symbol}.", nameof(fill));
        if (fill.Quantity.IsZero)
            throw new ArgumentException($"Fill {fill.TradeId} has no quantity.", nameof(fill));
        if (fill.Fee != 0 && fill.FeeAsset is null)
            throw new ArgumentException($"Fill {fill.TradeId} has a fee without an asset.", nameof(fill));
        if (fill.FeeAsset == Symbol.Base && Math.Abs(fill.Fee) >= fill.Quantity.Value)
            throw new ArgumentException($"Fill {fill.TradeId} has a fee as large as its quantity.", nameof(fill));
    }

    // The open cost and the realised result after a trade of this quantity for this cash.
    private (decimal OpenCost, decimal RealisedProfit) Trade(decimal delta, decimal cash)
    {
        if (NetQuantity == 0 || (NetQuantity > 0) == (delta > 0))
            return (OpenCost - cash, RealisedProfit);
        var (held, traded) = (Math.Abs(NetQuantity), Math.Abs(delta));
        if (traded <= held)
        {
            var closedCost = Share(OpenCost, traded, held);
            return (OpenCost - closedCost, RealisedProfit + cash - closedCost);
        }

        // Through zero: one part closes all that was held, the rest opens the other way.
        var closingCash = Share(cash, held, traded);
        return (closingCash - cash, RealisedProfit + closingCash - OpenCost);
    }

    // The quotient first: a product of two large amounts could leave the range of decimal.
    private static decimal Share(decimal amount, decimal part, decimal whole) => part == whole
        ? amount
        : decimal.Round(amount * (part / whole), ShareDecimals, MidpointRounding.ToEven);
}
