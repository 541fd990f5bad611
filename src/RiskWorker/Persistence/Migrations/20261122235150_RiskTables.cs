using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Bot3.Messaging.RiskWorker.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RiskTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "risk");

            migrationBuilder.CreateTable(
                name: "decisions",
                schema: "risk",
                columns: table => new
                {
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    strategy_id = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    approved = table.Column<bool>(type: "boolean", nullable: false),
                    limits_version = table.Column<long>(type: "bigint", nullable: false),
                    reasons = table.Column<string>(type: "jsonb", nullable: false),
                    inputs = table.Column<string>(type: "jsonb", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.decision_id);
                });

            migrationBuilder.CreateTable(
                name: "fills",
                schema: "risk",
                columns: table => new
                {
                    venue = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    trade_id = table.Column<string>(type: "text", nullable: false),
                    venue_order_id = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    strategy_id = table.Column<string>(type: "text", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    price = table.Column<decimal>(type: "numeric", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    fee = table.Column<decimal>(type: "numeric", nullable: false),
                    fee_asset = table.Column<string>(type: "text", nullable: true),
                    fee_price_in_quote = table.Column<decimal>(type: "numeric", nullable: true),
                    is_maker = table.Column<bool>(type: "boolean", nullable: false),
                    executed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    applied_sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fills", x => new { x.venue, x.symbol, x.trade_id, x.venue_order_id });
                    table.CheckConstraint("ck_fills_amounts", "quantity > 0 AND price > 0");
                });

            migrationBuilder.CreateTable(
                name: "positions",
                schema: "risk",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false),
                    strategy_id = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    net_quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    average_entry_price = table.Column<decimal>(type: "numeric", nullable: true),
                    realised_pnl = table.Column<decimal>(type: "numeric", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_positions", x => new { x.account, x.strategy_id, x.symbol });
                });

            migrationBuilder.CreateTable(
                name: "reservations",
                schema: "risk",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    strategy_id = table.Column<string>(type: "text", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    filled = table.Column<decimal>(type: "numeric", nullable: false),
                    opening_quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    notional_usd = table.Column<decimal>(type: "numeric", nullable: false),
                    spend_asset = table.Column<string>(type: "text", nullable: false),
                    spend_amount = table.Column<decimal>(type: "numeric", nullable: false),
                    final_filled = table.Column<decimal>(type: "numeric", nullable: true),
                    reserved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    open = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reservations", x => x.order_id);
                    table.CheckConstraint("ck_reservations_quantity", "quantity > 0 AND filled >= 0");
                });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_order_id",
                schema: "risk",
                table: "decisions",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fills_account_applied_sequence",
                schema: "risk",
                table: "fills",
                columns: new[] { "account", "applied_sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_fills_order_id",
                schema: "risk",
                table: "fills",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_reservations_account",
                schema: "risk",
                table: "reservations",
                column: "account",
                filter: "open");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "decisions",
                schema: "risk");

            migrationBuilder.DropTable(
                name: "fills",
                schema: "risk");

            migrationBuilder.DropTable(
                name: "positions",
                schema: "risk");

            migrationBuilder.DropTable(
                name: "reservations",
                schema: "risk");
        }
    }
}
