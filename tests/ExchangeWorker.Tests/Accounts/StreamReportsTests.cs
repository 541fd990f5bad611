using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Accounts;

public sealed class StreamReportsTests : IDisposable
{
    private readonly List<string> _begun = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, TaskCompletionSource> _gates = [];

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Add_OneOrdersEventsInOrder_OthersMeanwhile()
    {
        var reports = Start();
        var order = Guid.NewGuid();
        var first = Report(order, 1);
        Hold(first);
        await reports.AddAsync(first);
        await reports.AddAsync(Report(order, 2));
        await reports.AddAsync(Report(Guid.NewGuid(), 3));
        await reports.AddAsync(Foreign(4));
        Assert.Equal(["1", "3", "4"], Begun());

        Release(first);
        await reports.EndAsync();

        Assert.Equal(["1", "3", "4", "2"], Begun());
        Assert.Null(reports.Failure);
    }

    [Fact]
    public async Task Add_AnAction_RunsAfterTheReportsBeforeIt()
    {
        var reports = Start();
        var first = Report(Guid.NewGuid(), 1);
        Hold(first);
        await reports.AddAsync(first);
        var seen = 0;
        await reports.AddAsync(() => seen = Begun().Count + (_gates["1"].Task.IsCompleted ? 100 : 0));

        Release(first);
        await reports.EndAsync();

        Assert.Equal(101, seen);
    }

    [Fact]
    public async Task Add_WhenManyAreUnderWay_WaitsForRoom()
    {
        var reports = Start();
        var first = Report(Guid.NewGuid(), 1);
        Hold(first);
        await reports.AddAsync(first);
        var adding = Task.Run(AddAllAsync, TestContext.Current.CancellationToken);

        async Task AddAllAsync()
        {
            for (var event_ = 2; event_ <= 400; event_++)
                await reports.AddAsync(Report(Guid.NewGuid(), event_));
        }

        // 256 wait to be settled behind the first one, which has been taken up.
        while (Begun().Count < 257)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(adding.IsCompleted);
        Assert.Equal(257, Begun().Count);
        Release(first);
        await adding;
        await reports.EndAsync();

        Assert.Equal(400, Begun().Count);
    }

    [Fact]
    public async Task Failure_StopsTheRun_AndTheOrdersLaterEvents_AndWaitsForTheOthers()
    {
        var reports = Start();
        var order = Guid.NewGuid();
        var failing = Report(order, 1);
        var slow = Report(Guid.NewGuid(), 3);
        Hold(failing);
        Hold(slow);
        await reports.AddAsync(failing);
        await reports.AddAsync(Report(order, 2));
        await reports.AddAsync(slow);
        var balances = false;
        await reports.AddAsync(() => balances = true);
        _gates["1"].SetException(new CrashException("report"));
        var ending = reports.EndAsync();
        Assert.False(ending.IsCompleted);

        Release(slow);
        await ending;

        Assert.IsType<CrashException>(reports.Failure);
        Assert.True(_stop.IsCancellationRequested);
        Assert.Equal(["1", "3"], Begun());
        Assert.False(balances);
    }

    private StreamReports Start()
    {
        var reports = new StreamReports(ApplyAsync, _stop.Cancel, _stop.Token);
        reports.Start();
        return reports;
    }

    private Task ApplyAsync(VenueStreamEvent.OrderReported reported, CancellationToken cancellationToken)
    {
        lock (_begun)
            _begun.Add(reported.Order.VenueOrderId);
        return _gates.TryGetValue(reported.Order.VenueOrderId, out var gate) ? gate.Task : Task.CompletedTask;
    }

    private List<string> Begun()
    {
        lock (_begun)
            return [.. _begun];
    }

    private void Hold(VenueStreamEvent.OrderReported reported) =>
        _gates[reported.Order.VenueOrderId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Release(VenueStreamEvent.OrderReported reported) => _gates[reported.Order.VenueOrderId].SetResult();

    private static VenueStreamEvent.OrderReported Report(Guid orderId, int number) =>
        Event(ClientOrderId.For(OrderId.Create(orderId), 0, 0).Value, number);

    private static VenueStreamEvent.OrderReported Foreign(int number) => Event("by-hand", number);

    private static VenueStreamEvent.OrderReported Event(string clientOrderId, int number) => new(
        new VenueOrder
        {
            Symbol = "BTC/USDT",
            VenueOrderId = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ClientOrderId = clientOrderId,
            Side = OrderSide.Buy,
            Status = VenueOrderStatus.Open,
            Quantity = 1m,
            ExecutedQuantity = 0m,
            ReportedAt = DateTimeOffset.UnixEpoch,
        },
        null);
}
