using Bot3.Messaging.Contracts;
using Bot3.Messaging.RiskWorker.Reservations;
using CsCheck;

namespace Bot3.Messaging.RiskWorker.Tests;

public sealed class ReservationTests
{
    [Fact]
    public void Remaining_AfterFills_ShrinksToZero()
    {
        var half = Reserved(2m).WithFill(1m);
        Assert.Equal((1m, 500m, 100m), (half.Remaining, half.RemainingNotionalUsd, half.RemainingSpend));
        Assert.Equal(0m, half.WithFill(1m).Remaining);
    }

    [Fact]
    public void Remaining_ReleasedBeforeItsLastFill_WaitsForThatFill()
    {
        var released = Reserved(2m).WithFill(0.5m).Released(filledInAll: 0.7m);
        Assert.Equal(0.2m, released.Remaining);
        Assert.Equal(0m, released.WithFill(0.2m).Remaining);
    }

    [Fact]
    public void Remaining_PartlyClosingOrder_OpensLast()
    {
        var reservation = Reserved(2m) with { OpeningQuantity = 1m, NotionalUsd = 400m };
        Assert.Equal(400m, reservation.WithFill(1m).RemainingNotionalUsd);
        Assert.Equal(200m, reservation.WithFill(1.5m).RemainingNotionalUsd);
    }

    [Fact]
    public void Released_Twice_NeverTakesBackFills()
        => Assert.Equal(1.5m, Reserved(2m).Released(1.5m).Released(0m).FinalFilled);

    [Fact]
    public void Remaining_AnyOrderOfFillsAndRelease_EndsTheSame()
        => Gen.Int[1, 20].Array[1, 8].Select(Gen.Bool.Array[8]).Sample((fills, early) =>
        {
            var quantities = fills.Select(fill => fill / 10m).ToArray();
            var total = quantities.Sum();
            var reservation = Reserved(total + 5m);
            var releaseAt = early.Count(flag => flag) % (quantities.Length + 1);
            for (var index = 0; index <= quantities.Length; index++)
            {
                if (index == releaseAt)
                    reservation = reservation.Released(total);
                if (index < quantities.Length)
                    reservation = reservation.WithFill(quantities[index]);
                Assert.True(reservation.Remaining >= 0m);
            }

            Assert.Equal((total, 0m, 0m), (reservation.Filled, reservation.Remaining, reservation.RemainingSpend));
        });

    private static Reservation Reserved(decimal quantity) => new()
    {
        OrderId = Guid.CreateVersion7(),
        Account = "main",
        StrategyId = "momentum",
        Venue = "binance",
        Symbol = "BTC/USDT",
        Side = OrderSide.Buy,
        Quantity = quantity,
        OpeningQuantity = quantity,
        NotionalUsd = 500m * quantity,
        SpendAsset = "USDT",
        SpendAmount = 100m * quantity,
        ReservedAt = RiskFixture.Start,
    };
}
