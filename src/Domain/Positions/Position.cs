using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Positions;

/// <summary>What one strategy holds of one symbol on one account: the sum of its fills, and nothing else.</summary>
/// <remarks>
/// <para>Fees: in the base asset they reduce what is held, in the quote asset they reduce the realised result, in a third asset they
/// do so at a given price, or stay in <see cref="UnconvertedFees"/> until one is known.</para>
/// <para>Identity, at all times: realised result − open cost = cash that came in − cash that went out, converted fees included.</para>
/// <para>Each fill must be applied once: the caller tells new ones by (venue, symbol, trade id).</para>
/// <para>A value that only <see cref="Take"/> changes, in place; copies of it stay as they are. <c>default</c> is of no account, strategy
/// or symbol, and takes no fill.</para>
/// </remarks>
public record struct Position
{
    private const int ShareDecimals = 18;

    private decimal _netQuantity;
    private decimal _openCost;
    private decimal _realisedProfit;
    private AssetAmounts _fees;
    private AssetAmounts _unconvertedFees;
    private long _fillCount;
    private DateTimeOffset? _updatedAt;

    /// <summary>Whose account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Whose decision.</summary>
    public required StrategyId StrategyId { get; init; }

    /// <summary>Of what.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Base units held; negative when more was sold than bought.</summary>
    public decimal NetQuantity
    {
        readonly get => _netQuantity;
        init => _netQuantity = value;
    }

    /// <summary>Quote units that the open quantity cost; negative for a short, which brought money in.</summary>
    public decimal OpenCost
    {
        readonly get => _openCost;
        init => _openCost = value;
    }

    /// <summary>Quote units earned by closed quantity, less converted fees.</summary>
    public decimal RealisedProfit
    {
        readonly get => _realisedProfit;
        init => _realisedProfit = value;
    }

    /// <summary>All fees by asset, converted or not.</summary>
    public AssetAmounts Fees
    {
        readonly get => _fees;
        init => _fees = value;
    }

    /// <summary>Fees in a third asset that no price was known for; not in the realised result yet.</summary>
    public AssetAmounts UnconvertedFees
    {
        readonly get => _unconvertedFees;
        init => _unconvertedFees = value;
    }

    /// <summary>Fills applied.</summary>
    public long FillCount
    {
        readonly get => _fillCount;
        init => _fillCount = value;
    }

    /// <summary>The time of the latest fill; null before the first.</summary>
    public DateTimeOffset? UpdatedAt
    {
        readonly get => _updatedAt;
        init => _updatedAt = value;
    }

    /// <summary>True when nothing is held.</summary>
    public readonly bool IsFlat => NetQuantity == 0;

    /// <summary>Quote units per base unit of the open quantity, rounded half to even at 18 decimals; null when flat.</summary>
    public readonly decimal? AverageEntry => IsFlat ? null : decimal.Round(OpenCost / NetQuantity, ShareDecimals, MidpointRounding.ToEven);

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
    /// <exception cref="OverflowException">An amount leaves the range of decimal.</exception>
    public readonly Position Apply(Fill fill, Price? feePriceInQuote = null)
    {
        var next = this;
        next.Take(fill, feePriceInQuote);
        return next;
    }

    /// <summary>Takes in one more fill, in place: what <see cref="Apply"/> gives, without its copies. An exception leaves all as it was.</summary>
    /// <param name="fill">A fill that was not applied before.</param>
    /// <param name="feePriceInQuote">Quote units per unit of a third fee asset; null when unknown; ignored for base and quote fees.</param>
    /// <exception cref="ArgumentException">As for <see cref="Apply"/>.</exception>
    /// <exception cref="OverflowException">An amount leaves the range of decimal.</exception>
    public void Take(Fill fill, Price? feePriceInQuote = null)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var isBaseFee = fill.FeeAsset == Symbol.Base;
        Require(fill, isBaseFee);
        var isBuy = fill.Side is Side.Buy;
        var value = (fill.Price * fill.Quantity).Value;
        var traded = isBuy ? fill.Quantity.Value : -fill.Quantity.Value;
        var delta = isBaseFee ? traded - fill.Fee : traded;
        var net = _netQuantity + delta;
        var (openCost, profit) = Trade(delta, isBuy ? -value : value);
        // Every sum that may overflow comes before the first change, which is that of the fees.
        if (fill.FeeAsset is { } asset && fill.Fee != 0)
        {
            var isKept = !isBaseFee && asset != Symbol.Quote && feePriceInQuote is null;
            if (asset == Symbol.Quote)
                profit -= fill.Fee;
            else if (!isBaseFee && feePriceInQuote is { } price)
                profit -= fill.Fee * price.Value;
            var unconverted = isKept ? _unconvertedFees.Add(asset, fill.Fee) : _unconvertedFees;
            _fees.Take(asset, fill.Fee);
            if (isKept)
                _unconvertedFees = unconverted;
        }

        (_netQuantity, _openCost, _realisedProfit) = (net, openCost, profit);
        _fillCount++;
        if (!(_updatedAt > fill.OccurredAt))
            _updatedAt = fill.OccurredAt;
    }

    private readonly void Require(Fill fill, bool isBaseFee)
    {
        if (fill.AccountId != AccountId || fill.StrategyId != StrategyId || fill.Symbol != Symbol)
            throw new ArgumentException($"Fill {fill.TradeId} is not of {AccountId}, {StrategyId}, {Symbol}.", nameof(fill));
        if (fill.Quantity.IsZero)
            throw new ArgumentException($"Fill {fill.TradeId} has no quantity.", nameof(fill));
        if (fill.FeeAsset is null && fill.Fee != 0)
            throw new ArgumentException($"Fill {fill.TradeId} has a fee without an asset.", nameof(fill));
        if (isBaseFee && Math.Abs(fill.Fee) >= fill.Quantity.Value)
            throw new ArgumentException($"Fill {fill.TradeId} has a fee as large as its quantity.", nameof(fill));
    }

    // The open cost and the realised result after a trade of this quantity for this cash.
    private readonly (decimal OpenCost, decimal RealisedProfit) Trade(decimal delta, decimal cash)
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
