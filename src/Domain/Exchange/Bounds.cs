using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>Least value, greatest value and step of a number, each switched off by 0; made once, asked often.</summary>
/// <remarks>Where all numbers fit 64 bits, integers answer; a property test holds both ways together.</remarks>
internal readonly struct Bounds
{
    private readonly decimal _min;
    private readonly decimal _max;
    private readonly decimal _step;

    // Venues speak of 8 decimals at most: then any number that they would take is widened, and never the bounds.
    private const int UsualScale = 8;

    // The same three as whole units of 10^-scale; 0 where switched off.
    private readonly ulong _unitsMin;
    private readonly ulong _unitsMax;
    private readonly ulong _unitsPerStep;
    private readonly int _scale;

    public Bounds(decimal min, decimal max, decimal step)
    {
        (_min, _max, _step) = (min, max, step);
        _scale = -1;
        if (!Word.TryRead(min, out var least) || !Word.TryRead(max, out var greatest) || !Word.TryRead(step, out var grid))
            return;
        var scale = Math.Max(Math.Max(UsualScale, least.Scale), Math.Max(greatest.Scale, grid.Scale));
        if (least.TryWiden(scale, out _unitsMin) && greatest.TryWiden(scale, out _unitsMax) && grid.TryWiden(scale, out _unitsPerStep))
            _scale = scale;
    }

    /// <summary>True when the number surely keeps bounds and step; false asks for <see cref="Check"/>.</summary>
    public bool AreSurelyKept(decimal value) =>
        Word.TryRead(value, out var word) && word.Scale <= _scale && word.TryWiden(_scale, out var units)
        && units >= _unitsMin
        && (_unitsMax == 0 || units <= _unitsMax)
        && (_unitsPerStep == 0 || units % _unitsPerStep == 0);

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
