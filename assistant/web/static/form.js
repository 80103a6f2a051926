const form = document.getElementById("ask");
const answer = document.getElementById("answer");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await fetch("/api/v1/chat", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ messages: [document.getElementById("question").value] }),
  });
  const body = await response.json();
  answer.textContent = response.ok ? body.text : body.error.message;
});
