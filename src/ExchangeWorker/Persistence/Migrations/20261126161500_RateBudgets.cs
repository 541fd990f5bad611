using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bot3.Messaging.ExchangeWorker.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RateBudgets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rate_budgets",
                schema: "exchange",
                columns: table => new
                {
                    scope = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    window_number = table.Column<long>(type: "bigint", nullable: false),
                    taken = table.Column<long>(type: "bigint", nullable: false),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rate_budgets", x => new { x.scope, x.name });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rate_budgets",
                schema: "exchange");
        }
    }
}
