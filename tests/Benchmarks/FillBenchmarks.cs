using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Positions;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Benchmarks;

/// <summary>Trades, each new to its order: 256 fresh orders per measurement take four each.</summary>
public class FillBenchmarks
{
    private const int Orders = 256;
    private const int TradesEach = 4;
    private readonly OrderEvent.FillReceived[] _trades = [.. Enumerable.Range(0, Orders * TradesEach).Select(Samples.Trade)];
    private readonly Order[] _orders = new Order[Orders];
    private readonly Price _feePrice = Price.Create(600.5m);
    private Fill[] _fills = null!;
    private Position _position = Samples.Flat();

    /// <summary>Runs until the code is compiled with all optimisations: one measurement alone is too short for that.</summary>
    [GlobalSetup]
    public void WarmUp()
    {
        _fills = [.. _trades.Select(Samples.Fill)];
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2);)
        {
            Prepare();
            Fill();
            if (_orders[^1].Trades.Count != TradesEach)
                throw new InvalidOperationException("A trade of the samples was not counted.");
        }
    }

    /// <summary>Fresh orders at the venue.</summary>
    [IterationSetup]
    public void Prepare()
    {
        for (var index = 0; index < Orders; index++)
            _orders[index] = Samples.Working(index + 1);
    }

    /// <summary>One trade goes into its order and into the position, fee converted.</summary>
    [Benchmark(OperationsPerInvoke = Orders * TradesEach), Predecessor(630)]
    public long Fill()
    {
        for (var index = 0; index < _trades.Length; index++)
        {
            var order = index / TradesEach;
            _orders[order] = _orders[order].Apply(_trades[index]).Order;
            _position.Take(_fills[index], _feePrice);
        }

        return _position.FillCount;
    }
}
