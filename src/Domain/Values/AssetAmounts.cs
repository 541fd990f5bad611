using System.Collections.Immutable;

namespace Bot3.Messaging.Domain.Values;

/// <summary>Signed amounts by asset, such as the fees of an order; immutable, equal when all amounts are.</summary>
/// <remarks>An asset that sums to zero is left out.</remarks>
public sealed class AssetAmounts : IEquatable<AssetAmounts>
{
    private readonly ImmutableSortedDictionary<string, decimal> _amounts;

    private AssetAmounts(ImmutableSortedDictionary<string, decimal> amounts) => _amounts = amounts;

    /// <summary>No amounts.</summary>
    public static AssetAmounts Empty { get; } = new(ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal));

    /// <summary>The amounts by asset code, in ordinal order.</summary>
    public IReadOnlyDictionary<string, decimal> ByAsset => _amounts;

    /// <summary>The amount of one asset; zero when there is none.</summary>
    public decimal this[AssetCode asset] => _amounts.GetValueOrDefault(asset.Value);

    /// <summary>These amounts and one more.</summary>
    /// <exception cref="ArgumentException">The asset is <c>default</c>.</exception>
    public AssetAmounts Add(AssetCode asset, decimal amount)
    {
        if (asset == default)
            throw new ArgumentException("The asset is missing.", nameof(asset));
        if (amount == 0)
            return this;
        var sum = this[asset] + amount;
        return new AssetAmounts(sum == 0 ? _amounts.Remove(asset.Value) : _amounts.SetItem(asset.Value, sum));
    }

    /// <summary>Reads what <see cref="ByAsset"/> gave.</summary>
    /// <exception cref="ArgumentException">A key is not an asset code.</exception>
    public static AssetAmounts From(IEnumerable<KeyValuePair<string, decimal>> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.Aggregate(Empty, (sum, pair) => sum.Add(AssetCode.Create(pair.Key), pair.Value));
    }

    /// <inheritdoc/>
    public bool Equals(AssetAmounts? other) => other is not null && _amounts.SequenceEqual(other._amounts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AssetAmounts);

    /// <inheritdoc/>
    public override int GetHashCode() => _amounts.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    /// <summary>For logs: <c>BNB 0.1, USDT 2</c>.</summary>
    public override string ToString() => string.Join(
        ", ", _amounts.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));
}
