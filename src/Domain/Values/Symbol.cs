using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>What is traded against what, the same for all venues: <c>BTC/USDT</c> is bitcoin priced in tether.</summary>
/// <remarks><c>default</c> is not a symbol: both its assets are empty.</remarks>
public readonly record struct Symbol
{
    private Symbol(AssetCode baseAsset, AssetCode quoteAsset)
    {
        Base = baseAsset;
        Quote = quoteAsset;
    }

    /// <summary>The asset that is bought and sold; quantities count it.</summary>
    public AssetCode Base { get; }

    /// <summary>The asset that pays; prices count it.</summary>
    public AssetCode Quote { get; }

    /// <summary>Makes a symbol, or throws (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">An asset is missing, or both are the same.</exception>
    public static Symbol Create(AssetCode baseAsset, AssetCode quoteAsset) =>
        TryCreate(baseAsset, quoteAsset, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(baseAsset));

    /// <summary>Makes a symbol, or says why not.</summary>
    public static bool TryCreate(AssetCode baseAsset, AssetCode quoteAsset, out Symbol made, [NotNullWhen(false)] out string? reason)
    {
        reason = baseAsset == default || quoteAsset == default ? "Symbol lacks an asset."
            : baseAsset == quoteAsset ? $"Symbol {baseAsset}/{quoteAsset} trades an asset against itself."
            : null;
        made = reason is null ? new Symbol(baseAsset, quoteAsset) : default;
        return reason is null;
    }

    /// <summary>Reads <c>BASE/QUOTE</c>.</summary>
    /// <exception cref="FormatException">The text is no symbol; the message says why.</exception>
    public static Symbol Parse(string text) =>
        TryParse(text, out var made, out var reason) ? made : throw new FormatException(reason);

    /// <summary>Reads <c>BASE/QUOTE</c>, or says why not.</summary>
    public static bool TryParse(string? text, out Symbol made, [NotNullWhen(false)] out string? reason)
    {
        made = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0)
        {
            reason = $"Symbol '{text}' is not of the form BASE/QUOTE.";
            return false;
        }

        if (AssetCode.TryCreate(text![..slash], out var baseAsset, out reason)
            && AssetCode.TryCreate(text[(slash + 1)..], out var quoteAsset, out reason))
        {
            return TryCreate(baseAsset, quoteAsset, out made, out reason);
        }

        reason = $"Symbol '{text}': {reason}";
        return false;
    }

    /// <summary><c>BASE/QUOTE</c>.</summary>
    public override string ToString() => $"{Base}/{Quote}";
}
