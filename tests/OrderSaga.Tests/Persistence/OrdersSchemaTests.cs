using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.Persistence.Schema;
using Microsoft.EntityFrameworkCore;

namespace Bot3.Messaging.OrderSaga.Tests.Persistence;

public sealed class OrdersSchemaTests
{
    [Fact]
    public void Migrations_HoldTheWholeModel()
    {
        using var context = new OrdersDbContext(SchemaOptions.For<OrdersDbContext>("Host=nowhere", OrdersDbContext.Schema));

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.NotEmpty(context.Database.GetMigrations());
    }
}
