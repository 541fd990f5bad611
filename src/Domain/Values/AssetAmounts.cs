namespace Bot3.Messaging.Domain.Values;

/// <summary>Signed amounts by asset, such as the fees of an order; equal when all amounts are. Copies do not see each other's changes.</summary>
/// <remarks>
/// An asset that sums to zero is left out. Almost always there is one asset: it is held in the value itself, and adding to it makes
/// no garbage. <c>default</c> is <see cref="Empty"/>.
/// </remarks>
public struct AssetAmounts : IEquatable<AssetAmounts>
{
    private readonly AssetCode _asset;
    private decimal _amount;

    // Two or more, in ordinal order of their codes; never changed once made.
    private readonly KeyValuePair<string, decimal>[]? _several;

    private AssetAmounts(AssetCode asset, decimal amount) => (_asset, _amount) = (asset, amount);

    private AssetAmounts(KeyValuePair<string, decimal>[] several) => _several = several;

    /// <summary>No amounts.</summary>
    public static AssetAmounts Empty => default;

    /// <summary>The amounts by asset code, in ordinal order.</summary>
    public readonly IReadOnlyDictionary<string, decimal> ByAsset
    {
        get
        {
            SortedList<string, decimal> amounts = new(StringComparer.Ordinal);
            foreach (var (asset, amount) in Pairs())
                amounts.Add(asset, amount);
            return amounts;
        }
    }

    /// <summary>The amount of one asset; zero when there is none.</summary>
    public readonly decimal this[AssetCode asset]
    {
        get
        {
            if (_several is null)
                return asset == _asset ? _amount : 0;
            var index = IndexOf(asset.Value);
            return index < 0 ? 0 : _several[index].Value;
        }
    }

    /// <summary>These amounts and one more.</summary>
    /// <exception cref="ArgumentException">The asset is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The sum leaves the range of decimal.</exception>
    public readonly AssetAmounts Add(AssetCode asset, decimal amount)
    {
        if (asset == default)
            throw new ArgumentException("The asset is missing.", nameof(asset));
        if (amount == 0)
            return this;
        if (_several is null && (_asset == default || _asset == asset))
        {
            var sum = _amount + amount;
            return sum == 0 ? default : new AssetAmounts(asset, sum);
        }

        return Put(asset, this[asset] + amount);
    }

    /// <summary>Adds one more in place: what <see cref="Add"/> gives, without its copies. An exception leaves all as it was.</summary>
    internal void Take(AssetCode asset, decimal amount)
    {
        if (_several is null && _asset == asset && asset != default && amount != 0 && _amount + amount is var sum && sum != 0)
            _amount = sum;
        else
            this = Add(asset, amount);
    }

    /// <summary>Reads what <see cref="ByAsset"/> gave.</summary>
    /// <exception cref="ArgumentException">A key is not an asset code.</exception>
    public static AssetAmounts From(IEnumerable<KeyValuePair<string, decimal>> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.Aggregate(Empty, (sum, pair) => sum.Add(AssetCode.Create(pair.Key), pair.Value));
    }

    /// <inheritdoc/>
    public readonly bool Equals(AssetAmounts other) =>
        _asset == other._asset && _amount == other._amount && (_several ?? []).AsSpan().SequenceEqual(other._several);

    /// <inheritdoc/>
    public readonly override bool Equals(object? obj) => obj is AssetAmounts other && Equals(other);

    /// <inheritdoc/>
    public readonly override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var (asset, amount) in Pairs())
            hash.Add(HashCode.Combine(asset, amount));
        return hash.ToHashCode();
    }

    /// <summary>The same amounts of the same assets.</summary>
    public static bool operator ==(AssetAmounts left, AssetAmounts right) => left.Equals(right);

    /// <summary>Not the same amounts of the same assets.</summary>
    public static bool operator !=(AssetAmounts left, AssetAmounts right) => !left.Equals(right);

    /// <summary>For logs: <c>BNB 0.1, USDT 2</c>.</summary>
    public readonly override string ToString() => string.Join(
        ", ", Pairs().Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));

    private readonly KeyValuePair<string, decimal>[] Pairs() =>
        _several ?? (_asset == default ? [] : [new(_asset.Value, _amount)]);

    private readonly AssetAmounts Put(AssetCode asset, decimal sum)
    {
        List<KeyValuePair<string, decimal>> pairs = [.. Pairs().Where(pair => pair.Key != asset.Value)];
        if (sum != 0)
            pairs.Add(new(asset.Value, sum));
        if (pairs is [var only])
            return new AssetAmounts(AssetCode.Create(only.Key), only.Value);
        pairs.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new AssetAmounts([.. pairs]);
    }

    private readonly int IndexOf(string asset) => Array.FindIndex(_several!, pair => pair.Key == asset);
}
