using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bot3.Messaging.ExchangeWorker.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ExchangeTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "exchange");

            migrationBuilder.CreateTable(
                name: "attempts",
                schema: "exchange",
                columns: table => new
                {
                    client_order_id = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slice = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    strategy_id = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    side = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    limit_price = table.Column<decimal>(type: "numeric", nullable: true),
                    trigger_price = table.Column<decimal>(type: "numeric", nullable: true),
                    time_in_force = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    risk_decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    limits_version = table.Column<long>(type: "bigint", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    holds_slice = table.Column<bool>(type: "boolean", nullable: false),
                    venue_order_id = table.Column<string>(type: "text", nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unknown_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason_code = table.Column<string>(type: "text", nullable: true),
                    reason_message = table.Column<string>(type: "text", nullable: true),
                    retryable = table.Column<bool>(type: "boolean", nullable: false),
                    retry_after = table.Column<TimeSpan>(type: "interval", nullable: true),
                    evidence = table.Column<string>(type: "text", nullable: true),
                    filled_quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    next_query_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    query_count = table.Column<int>(type: "integer", nullable: false),
                    not_found_count = table.Column<int>(type: "integer", nullable: false),
                    last_not_found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attempts", x => x.client_order_id);
                });

            migrationBuilder.CreateTable(
                name: "fills",
                schema: "exchange",
                columns: table => new
                {
                    venue = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    trade_id = table.Column<long>(type: "bigint", nullable: false),
                    client_order_id = table.Column<string>(type: "text", nullable: false),
                    venue_order_id = table.Column<string>(type: "text", nullable: false),
                    side = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    price = table.Column<decimal>(type: "numeric", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    fee = table.Column<decimal>(type: "numeric", nullable: false),
                    fee_asset = table.Column<string>(type: "text", nullable: true),
                    is_maker = table.Column<bool>(type: "boolean", nullable: false),
                    executed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fills", x => new { x.venue, x.symbol, x.trade_id, x.venue_order_id });
                });

            migrationBuilder.CreateTable(
                name: "leases",
                schema: "exchange",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leases", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "trade_cursors",
                schema: "exchange",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    trade_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trade_cursors", x => new { x.account, x.symbol });
                });

            migrationBuilder.CreateIndex(
                name: "ix_attempts_account_next_query_at",
                schema: "exchange",
                table: "attempts",
                columns: new[] { "account", "next_query_at" },
                filter: "next_query_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_account_stored_at",
                schema: "exchange",
                table: "attempts",
                columns: new[] { "account", "stored_at" },
                filter: "state IN ('Sending', 'Unknown', 'Open')");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_account_symbol_venue_order_id",
                schema: "exchange",
                table: "attempts",
                columns: new[] { "account", "symbol", "venue_order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_attempts_order_id_slice",
                schema: "exchange",
                table: "attempts",
                columns: new[] { "order_id", "slice" },
                unique: true,
                filter: "holds_slice");

            migrationBuilder.CreateIndex(
                name: "ix_fills_client_order_id",
                schema: "exchange",
                table: "fills",
                column: "client_order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attempts",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "fills",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "leases",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "trade_cursors",
                schema: "exchange");
        }
    }
}
