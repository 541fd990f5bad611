namespace Bot3.Messaging.Bot3.Demo.Strategies;

/// <summary>The last few mid prices.</summary>
/// <param name="length">How many.</param>
internal sealed class PriceWindow(int length)
{
    private readonly Queue<decimal> _prices = new();

    /// <summary>Whether it holds enough to judge by.</summary>
    public bool IsFull => _prices.Count == length;

    /// <summary>Their mean.</summary>
    public decimal Mean => _prices.Average();

    /// <summary>The highest.</summary>
    public decimal High => _prices.Max();

    /// <summary>The lowest.</summary>
    public decimal Low => _prices.Min();

    /// <summary>Adds the latest and drops the oldest.</summary>
    /// <param name="price">The price.</param>
    public void Add(decimal price)
    {
        _prices.Enqueue(price);
        if (_prices.Count > length)
            _prices.Dequeue();
    }
}
