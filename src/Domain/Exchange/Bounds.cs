using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>Least value, greatest value and step of a number, each switched off by 0; made once, asked often.</summary>
/// <remarks>Where all numbers are <see cref="Units"/>, integers answer; a property test holds both ways together.</remarks>
internal readonly struct Bounds
{
    private readonly decimal _min;
    private readonly decimal _max;
    private readonly decimal _step;

    // The same three in units: so that everything lies between, where switched off, and nothing, where they are no units.
    private readonly ulong _unitsMin;
    private readonly ulong _unitsMax;
    private readonly ulong _unitsPerStep;

    public Bounds(decimal min, decimal max, decimal step)
    {
        (_min, _max, _step) = (min, max, step);
        var areUnits = Units.TryRead(min, out _unitsMin) & Units.TryRead(max, out _unitsMax) & Units.TryRead(step, out _unitsPerStep);
        if (!areUnits)
            _unitsMin = ulong.MaxValue;
        else if (_unitsMax == 0)
            _unitsMax = ulong.MaxValue;
        _unitsPerStep = Math.Max(_unitsPerStep, 1);
    }

    /// <summary>True when a number in <see cref="Units"/> surely keeps bounds and step; false asks for <see cref="Check"/>.</summary>
    public bool AreSurelyKept(ulong units) => units >= _unitsMin && units <= _unitsMax && units % _unitsPerStep == 0;

    /// <summary>As <see cref="AreSurelyKept"/>, for the product of two numbers in units; it has no step.</summary>
    public bool AreSurelyKeptByProduct(UInt128 product) =>
        product >= Math.BigMul(_unitsMin, Units.One) && product <= Math.BigMul(_unitsMax, Units.One);

    /// <summary>Adds every breach.</summary>
    public void Check(SymbolFilter filter, string field, decimal value, ref Findings<FilterBreach> breaches)
    {
        if (_min > 0 && value < _min)
            breaches.Add(filter.Below(field, _min, value));
        if (_max > 0 && value > _max)
            breaches.Add(filter.Above(field, _max, value));
        if (_step > 0 && !DecimalBounds.IsMultiple(value, _step))
            breaches.Add(filter.OffGrid(field, _step, value));
    }
}
