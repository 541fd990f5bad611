using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>Least and greatest price as multiples of a reference, each switched off by 0, in <see cref="Units"/>.</summary>
internal readonly struct PriceBand
{
    private readonly bool _isReadable;
    private readonly ulong _down;
    private readonly ulong _up;

    public PriceBand(decimal down, decimal up) => _isReadable = Units.TryRead(down, out _down) & Units.TryRead(up, out _up);

    /// <summary>True when there is nothing to compare (a price of 0), or the price surely lies in the band.</summary>
    public bool IsSurelyKept(ulong price, ulong reference)
    {
        if (price == 0 || reference == 0)
            return true;
        var scaled = Math.BigMul(price, Units.One);
        return _isReadable && Math.BigMul(reference, _down) <= scaled && (_up == 0 || scaled <= Math.BigMul(reference, _up));
    }
}
