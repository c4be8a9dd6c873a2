App<{ globalData: { round: string } }>({
  globalData: { round: '' },
});
