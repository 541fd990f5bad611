using Bot3.Messaging.Persistence.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot3.Messaging.OrderSaga.Persistence.Migrations
{
    /// <summary>Documents are stored as the text that they are; what is large is compressed cheaply.</summary>
    [DbContext(typeof(OrdersDbContext))]
    [Migration("20261126003000_PlainDocuments")]
    public class PlainDocuments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.Sql("ALTER TABLE orders.order_state ALTER COLUMN document TYPE text;");
            migrationBuilder.TuneLargeColumn("orders.order_state", "document");
            migrationBuilder.TuneLargeColumn("orders.audit_trail", "data");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.Sql("ALTER TABLE orders.order_state ALTER COLUMN document TYPE jsonb USING document::jsonb;");
        }
    }
}
